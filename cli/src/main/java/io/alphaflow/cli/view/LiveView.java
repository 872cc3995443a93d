package io.alphaflow.cli.view;

import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.money.Fixed8;
import java.io.PrintStream;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows a running desk: redrawn in place on a terminal, one line now and then elsewhere. All times
 * shown are UTC.
 */
public final class LiveView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final List<String> footer;
  private boolean introduced;
  private int drawnLines;
  private long lastPlainNanos = System.nanoTime() - PLAIN_INTERVAL_NANOS;
  private long lastNanos = System.nanoTime();
  private long lastTrades;
  private double tradesPerSecond;

  /**
   * A view.
   *
   * @param terminal whether {@code out} understands ANSI sequences
   * @param footer lines that stand below: addresses, how to stop
   */
  public LiveView(PrintStream out, boolean terminal, List<String> footer) {
    this.out = out;
    this.terminal = terminal;
    this.footer = List.copyOf(footer);
  }

  /**
   * Shows the desk.
   *
   * @param desk what the logs say
   * @param speed market seconds for each second of wall clock
   * @param total trades that will come, 0 when unknown
   * @param archived trades that stand in the database
   */
  public void show(DeskSnapshot desk, double speed, long total, long archived) {
    long now = System.nanoTime();
    if (now - lastNanos >= 500_000_000L) {
      tradesPerSecond = (desk.trades() - lastTrades) / ((now - lastNanos) / 1e9);
      lastTrades = desk.trades();
      lastNanos = now;
    }
    if (terminal) {
      redraw(lines(desk, speed, total, archived));
    } else if (now - lastPlainNanos >= PLAIN_INTERVAL_NANOS) {
      lastPlainNanos = now;
      if (!introduced) {
        footer.forEach(out::println);
        introduced = true;
      }
      out.println(plain(desk, total));
    }
  }

  /** Leaves the last picture where it is. */
  public void end() {
    drawnLines = 0;
    out.flush();
  }

  private void redraw(List<String> lines) {
    // Lines are cut at the edge, not wrapped: a wrapped one would count as two.
    StringBuilder screen = new StringBuilder("\033[?7l");
    if (drawnLines > 0) {
      screen.append("\033[").append(drawnLines).append('A');
    }
    for (String line : lines) {
      screen.append("\r\033[2K").append(line).append('\n');
    }
    screen.append("\033[0J\033[?7h");
    drawnLines = lines.size();
    out.print(screen);
    out.flush();
  }

  private List<String> lines(DeskSnapshot desk, double speed, long total, long archived) {
    List<String> lines = new ArrayList<>();
    String progress =
        total == 0 ? "" : String.format(Locale.ROOT, "  %3d %%", 100 * desk.trades() / total);
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  Market time  %s UTC   speed ×%.0f%s",
            time(desk.marketTime()),
            speed,
            progress));
    lines.add(
        String.format(
            Locale.ROOT,
            "  Trades       %,d  (%,.0f/s)   archived %,d   behind %,d   bars %,d   dead letters %,d",
            desk.trades(),
            tradesPerSecond,
            archived,
            Math.max(0, desk.trades() - archived),
            desk.bars(),
            desk.deadLetters()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  Signals      %,d   approved %,d   rejected %,d%s",
            desk.signals(),
            desk.approved(),
            desk.rejected(),
            reasons(desk)));
    lines.add(
        String.format(
            Locale.ROOT,
            "  Orders       open %,d   fills %,d   lag %s",
            desk.openOrders(),
            desk.fills(),
            lag(desk)));
    for (PnlSnapshot pnl : desk.pnl().values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-12s equity %s %s   P&L realised %s  unrealised %s  fees %s  today %s  drawdown %s",
              pnl.account(),
              money(pnl.equity()),
              pnl.currency(),
              money(pnl.realizedPnl()),
              money(pnl.unrealizedPnl()),
              money(pnl.fees()),
              money(pnl.dailyPnl()),
              money(pnl.drawdown())));
      for (PositionSnapshot position : pnl.positions()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "               %s  %s  at %s",
                position.instrument(),
                Fixed8.format(position.quantity()),
                money(position.mark())));
      }
    }
    desk.events().forEach(event -> lines.add("  ! " + event));
    lines.add("");
    lines.addAll(footer);
    return lines;
  }

  private static String reasons(DeskSnapshot desk) {
    if (desk.rejectedByCode().isEmpty()) {
      return "";
    }
    return desk.rejectedByCode().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", ", "  (", ")"));
  }

  private String plain(DeskSnapshot desk, long total) {
    String equity =
        desk.pnl().values().stream()
            .map(p -> p.account() + " equity " + money(p.equity()) + " " + p.currency())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s UTC  trades %d%s (%.0f/s)  bars %d  signals %d  approved %d  rejected %d%s  open %d  fills %d  %s",
        time(desk.marketTime()),
        desk.trades(),
        total == 0 ? "" : " of " + total,
        tradesPerSecond,
        desk.bars(),
        desk.signals(),
        desk.approved(),
        desk.rejected(),
        reasons(desk),
        desk.openOrders(),
        desk.fills(),
        equity);
  }

  private static String lag(DeskSnapshot desk) {
    if (desk.lastIngestTime() == 0) {
      return "-";
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - desk.lastIngestTime();
    return micros / 1_000 + " ms since the last trade came in";
  }

  private static String money(long amount) {
    return Fixed8.toBigDecimal(amount).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String time(long micros) {
    return micros == 0 ? "-" : TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
