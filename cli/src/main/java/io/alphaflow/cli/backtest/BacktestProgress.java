package io.alphaflow.cli.backtest;

import io.alphaflow.cli.Micros;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** Says how far a run is: market time, events a second, and how long it will take. */
final class BacktestProgress {

  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final int CHECK = 1_024;

  private final PrintWriter out;
  private final boolean quiet;
  private final boolean terminal = Boolean.getBoolean("alphaflow.terminal");
  private final long began = System.nanoTime();
  private long shownAt = began;
  private long events;
  private boolean drawn;

  BacktestProgress(PrintWriter out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  /** An event more; market time is now this, epoch microseconds UTC. */
  void event(long time) {
    events++;
    if (events % CHECK == 0) {
      show(() -> Micros.iso(time));
    }
  }

  /**
   * A sweep has done more bars.
   *
   * @param more bars, of one part of the variants
   * @param all that there are to do, of all parts
   */
  synchronized void bars(long more, long all) {
    events += more;
    double seconds = (System.nanoTime() - began) / 1e9;
    long left = Math.round(seconds * (all - events) / events);
    show(
        () ->
            String.format(
                Locale.ROOT, "%3.0f %%, %d:%02d left", 100.0 * events / all, left / 60, left % 60));
  }

  private void show(Supplier<String> where) {
    long now = System.nanoTime();
    if (quiet || now - shownAt < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    shownAt = now;
    String text =
        String.format(
            Locale.ROOT,
            "%s  %,d events, %,.0f a second",
            where.get(),
            events,
            events / ((now - began) / 1e9));
    out.print(terminal ? "\r\u001b[K" + text : text + System.lineSeparator());
    drawn = terminal;
    out.flush();
  }

  /** A job of the run, of which it is known now and then how far it is. */
  Part part() {
    long before = events;
    return (read, time) -> {
      synchronized (this) {
        events = before + read;
        show(() -> Micros.iso(time));
      }
    };
  }

  /** Told how far a job is. */
  interface Part {
    /** It has read so many events, the latest of this time, epoch microseconds UTC. */
    void events(long read, long time);
  }

  /** The run is over. */
  synchronized void end() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
      drawn = false;
    }
  }
}
