package io.alphaflow.common.flink;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A state that an operator keeps in its checkpoints and savepoints. {@code docs/state.md} is made
 * of these, and the build fails when an operator keeps what it does not say here.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(KeptState.All.class)
public @interface KeptState {

  /** Its name in Flink. */
  String name() default KeyedStateOperator.MACHINE;

  /** What one value of it is. */
  Class<?> type();

  /** What the keys are; empty when it has none. */
  String key() default "";

  /** What keeps it from growing without end. */
  String bound();

  /** All of an operator. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** The states. */
    KeptState[] value();
  }
}
