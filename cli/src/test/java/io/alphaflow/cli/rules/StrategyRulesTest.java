package io.alphaflow.cli.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.alphaflow.strategies.violation.Violations;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A strategy is a function of the market: it reaches no clock, no file, no network, no chance. */
class StrategyRulesTest {

  /** What strategies and indicators are made of; the hosts beside them may read a folder. */
  private static final String[] FUNCTIONS = {
    "io.alphaflow.strategies..",
    "io.alphaflow.strategy",
    "io.alphaflow.indicator..",
    "io.alphaflow.parameter.."
  };

  private static final String[] ALLOWED = {
    "io.alphaflow.strategies..",
    "io.alphaflow.strategy",
    "io.alphaflow.indicator..",
    "io.alphaflow.parameter..",
    "io.alphaflow.common.model..",
    "io.alphaflow.common.money..",
    "io.alphaflow.common.json..",
    "io.alphaflow.common.state..",
    "com.fasterxml.jackson.annotation..",
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream"
  };

  private static final Set<String> ALLOWED_CLASSES =
      Set.of(
          "java.io.Serializable",
          "java.nio.Buffer",
          "java.nio.ByteBuffer",
          "java.nio.charset.StandardCharsets",
          "java.nio.charset.Charset",
          "java.time.Duration",
          "java.util.concurrent.TimeUnit");

  private static final Set<String> REFLECTIVE =
      Set.of(
          "forName",
          "getClassLoader",
          "getResource",
          "getResourceAsStream",
          "getConstructor",
          "getConstructors",
          "getDeclaredConstructor",
          "getDeclaredConstructors",
          "getDeclaredField",
          "getDeclaredFields",
          "getDeclaredMethod",
          "getDeclaredMethods",
          "getField",
          "getMethod");

  private static final ArchRule PLAIN =
      classes()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are plain Java or the strategy API",
                  (JavaClass c) ->
                      c.getBaseComponentType().isPrimitive()
                          || JavaClass.Predicates.resideInAnyPackage(ALLOWED)
                              .test(c.getBaseComponentType())
                          || ALLOWED_CLASSES.contains(c.getBaseComponentType().getName())));

  private static final ArchRule NO_CHANCE_NO_THREADS =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Random.class,
              SplittableRandom.class,
              Thread.class,
              ThreadLocal.class,
              Runtime.class,
              Process.class,
              ProcessBuilder.class,
              ClassLoader.class,
              Timer.class,
              Date.class,
              Calendar.class,
              Scanner.class,
              ServiceLoader.class,
              IdentityHashMap.class,
              WeakHashMap.class);

  private static final ArchRule NO_CALLS_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "reach a clock, chance, or classes by name", StrategyRulesTest::isOutside));

  private static boolean isOutside(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return owner.isEquivalentTo(System.class) && !name.equals("arraycopy")
        || owner.isEquivalentTo(Math.class) && name.equals("random")
        || owner.isEquivalentTo(StrictMath.class) && name.equals("random")
        || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")
        || owner.isEquivalentTo(Class.class) && REFLECTIVE.contains(name);
  }

  private static final ArchRule RULE =
      CompositeArchRule.of(PLAIN).and(NO_CHANCE_NO_THREADS).and(NO_CALLS_OUTSIDE);

  @Test
  void strategiesAndIndicatorsAreFunctionsOfTheMarket() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.alphaflow");
    List<String> names = new ArrayList<>();
    ours.forEach(c -> names.add(c.getName()));
    assertThat(names)
        .contains(
            "io.alphaflow.strategies.MovingAverageCross",
            "io.alphaflow.indicator.Ema",
            "io.alphaflow.strategy.LongFlatStrategy");
    RULE.check(ours);
  }

  static List<Class<?>> violations() {
    return Violations.ALL;
  }

  @ParameterizedTest
  @MethodSource("violations")
  void theRuleSeesAViolation(Class<?> violation) {
    JavaClasses imported = new ClassFileImporter().importClasses(violation);
    assertThat(RULE.evaluate(imported).hasViolation()).isTrue();
  }
}
