package io.alphaflow.cli.history;

import io.alphaflow.history.FileSummary;
import io.alphaflow.history.ImportProgress;
import io.alphaflow.history.plan.PlannedFile;
import java.io.PrintWriter;
import java.util.Locale;

/** How an import gets on: a bar that is redrawn on a terminal, a line now and then elsewhere. */
final class ProgressLine implements ImportProgress {

  private static final int WIDTH = 24;
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final long totalBytes;
  private final long began = System.nanoTime();
  private long shownAt = System.nanoTime();
  private boolean drawn;

  /**
   * A line.
   *
   * @param terminal whether {@code out} can be redrawn
   * @param totalBytes of all files together
   */
  ProgressLine(PrintWriter out, boolean terminal, long totalBytes) {
    this.out = out;
    this.terminal = terminal;
    this.totalBytes = Math.max(totalBytes, 1);
  }

  @Override
  public void begin(PlannedFile file) {
    clear();
    out.println(file.entry().label() + ": " + file.description());
    out.flush();
  }

  @Override
  public void advance(long rows, long bytes) {
    long now = System.nanoTime();
    if (now - shownAt < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    shownAt = now;
    double seconds = (now - began) / 1e9;
    double share = Math.min(1.0, bytes / (double) totalBytes);
    long left = share <= 0 ? 0 : Math.round(seconds / share - seconds);
    String text =
        String.format(
            Locale.ROOT,
            "%3.0f %%  %,d rows  %,.0f rows/s  %d:%02d left",
            share * 100,
            rows,
            rows / seconds,
            left / 60,
            left % 60);
    if (terminal) {
      int filled = (int) (share * WIDTH);
      out.print("\r\u001b[K[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + text);
      drawn = true;
    } else {
      out.println(text);
    }
    out.flush();
  }

  @Override
  public void end(FileSummary file) {
    clear();
    out.println("  " + text(file));
    out.flush();
  }

  private static String text(FileSummary file) {
    if (!file.problem().isEmpty()) {
      return "given up: " + file.problem();
    }
    if (file.rows() == 0) {
      return "was imported before, nothing to do";
    }
    double seconds = file.nanos() / 1e9;
    return String.format(
            Locale.ROOT,
            "%,d rows in %.1f s (%,.0f rows/s): %,d new, %,d there already, %,d bad",
            file.rows(),
            seconds,
            file.rows() / seconds,
            file.written(),
            file.present(),
            file.bad())
        + (file.rounded() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d amounts rounded to 8 decimals", file.rounded()));
  }

  private void clear() {
    if (drawn) {
      out.print("\r\u001b[K");
      drawn = false;
    }
  }
}
