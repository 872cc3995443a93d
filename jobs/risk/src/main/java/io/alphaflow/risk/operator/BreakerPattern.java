package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A circuit breaker with its parameters: what it watches ({@code flatMap}), the pattern that it
 * looks for, and what it writes when it found it ({@code processMatch}).
 *
 * <p>Key: see {@link Watched}. Timers: one for every event that may begin a match, at the end of
 * its window. Then the event is let go, and with the last one the key: nothing of it remains. It is
 * the clock of the partition that must get there, and any event of the partition moves it, so a key
 * on which nothing more happens is let go, too; while the whole partition is quiet, all remains.
 */
abstract class BreakerPattern extends PatternProcessFunction<Watched, LogWrite>
    implements FlatMapFunction<BreakerEvent, Watched> {

  private static final long serialVersionUID = 1L;

  /** Names its state, with the parameters. */
  abstract String id();

  /** For a person. */
  abstract String title();

  /** The sequence of events that is looked for within one key. */
  abstract Pattern<Watched, ?> pattern();
}
