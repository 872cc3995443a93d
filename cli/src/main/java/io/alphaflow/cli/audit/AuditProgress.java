package io.alphaflow.cli.audit;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A line every few seconds: how many rows of how many, how fast, how long it will take. */
final class AuditProgress implements LongConsumer {

  private static final long BETWEEN_NANOS = 2_000_000_000L;

  private final PrintWriter out;
  private final long total;
  private final long began = System.nanoTime();
  private long shownAt = began;

  AuditProgress(PrintWriter out, long total) {
    this.out = out;
    this.total = total;
  }

  @Override
  public void accept(long rows) {
    long now = System.nanoTime();
    if (now - shownAt < BETWEEN_NANOS) {
      return;
    }
    shownAt = now;
    double rate = rows / ((now - began) / 1e9);
    long left = Math.max(0, Math.round((total - rows) / rate));
    out.printf(
        Locale.ROOT,
        "%,d of %,d rows, %,.0f rows/s, %d:%02d left%n",
        rows,
        total,
        rate,
        left / 60,
        left % 60);
    out.flush();
  }
}
