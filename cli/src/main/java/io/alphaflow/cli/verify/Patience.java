package io.alphaflow.cli.verify;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.flink.RawRecord;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A running desk writes an answer a moment after what it answers. What a replay makes beyond what
 * was recorded is waited for, from when this is created, before it counts as a difference.
 */
final class Patience {

  /** How long a running desk may take to write an answer. */
  static final Duration DEFAULT = Duration.ofSeconds(10);

  private final long end;

  Patience(Duration patience) {
    end = System.nanoTime() + patience.toNanos();
  }

  /** Reads on until the log holds all that is waited for, or to its end when time is up. */
  void await(BooleanSupplier complete, LogReader log, Consumer<RawRecord> into) {
    while (!complete.getAsBoolean() && System.nanoTime() < end) {
      log.poll(Duration.ofMillis(200), into);
    }
    log.readToEnd(into);
  }
}
