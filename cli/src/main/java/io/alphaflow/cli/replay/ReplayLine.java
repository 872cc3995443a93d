package io.alphaflow.cli.replay;

import io.alphaflow.cli.Micros;
import io.alphaflow.history.replay.ReplayProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** How far a replay is: a line that is redrawn on a terminal, one now and then elsewhere. */
final class ReplayLine implements ReplayProgress {

  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean quiet;
  private final boolean terminal = Boolean.getBoolean("alphaflow.terminal");
  private final long began = System.nanoTime();
  private long firstTime = Long.MIN_VALUE;
  private long shownAt = began;
  private boolean drawn;

  ReplayLine(PrintWriter out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  @Override
  public void continues(long copiedTo) {
    if (!quiet) {
      out.println("An earlier replay copied a part of it; this one goes on behind that.");
      out.flush();
    }
  }

  @Override
  public void copied(long records, long time) {
    firstTime = firstTime == Long.MIN_VALUE ? time : firstTime;
    long now = System.nanoTime();
    if (quiet || now - shownAt < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    shownAt = now;
    double seconds = (now - began) / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "%s  %,d records, %,.0f a second, %,.1fx",
            Micros.iso(time),
            records,
            records / seconds,
            (time - firstTime) / 1e6 / seconds);
    out.print(terminal ? "\r\u001b[K" + text : text + System.lineSeparator());
    drawn = terminal;
    out.flush();
  }

  /** It is over. */
  void end() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
