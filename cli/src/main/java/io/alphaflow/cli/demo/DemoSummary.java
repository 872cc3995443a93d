package io.alphaflow.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.money.Fixed8;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The end of a demo, as a table for people and as JSON for programs.
 *
 * @param desk what the logs say
 * @param tradesRead trades that the exchange made
 * @param tradesArchived rows in the database
 * @param orders orders at the exchange
 * @param refused approved orders that the exchange refused
 * @param notPlaced approved orders that were not sent
 * @param invariants what was checked
 * @param database which one was taken
 * @param marketTimeFrom first trade, epoch microseconds UTC
 * @param marketTimeTo last trade, epoch microseconds UTC
 * @param speed market seconds for each wall second
 * @param firstOutputSeconds from the start to the first trade on the market log
 * @param elapsedSeconds from the start to the end of the data
 */
record DemoSummary(
    DeskSnapshot desk,
    long tradesRead,
    long tradesArchived,
    long orders,
    long refused,
    long notPlaced,
    Invariants.Results invariants,
    String database,
    long marketTimeFrom,
    long marketTimeTo,
    double speed,
    double firstOutputSeconds,
    double elapsedSeconds) {

  private static final int EXAMPLE_LATENCY_MILLIS = 5;

  void print(PrintStream out) {
    out.println();
    line(out, "Market time", instant(marketTimeFrom) + " to " + instant(marketTimeTo) + " UTC");
    line(
        out,
        "Speed",
        String.format(
            Locale.ROOT,
            "×%.0f: %d ms of wall clock are %.1f s of market time; signing uses the wall clock,"
                + " events the market's",
            speed,
            EXAMPLE_LATENCY_MILLIS,
            speed * EXAMPLE_LATENCY_MILLIS / 1_000));
    line(
        out,
        "Trades",
        String.format(
            Locale.ROOT,
            "%,d made by the exchange, %,d archived, %,d dead letters",
            tradesRead,
            tradesArchived,
            desk.deadLetters()));
    line(out, "Bars", String.format(Locale.ROOT, "%,d", desk.bars()));
    line(
        out,
        "Signals",
        String.format(
            Locale.ROOT,
            "%,d, approved %,d, rejected %,d%s",
            desk.signals(),
            desk.approved(),
            desk.rejected(),
            rejections()));
    line(
        out,
        "Orders",
        String.format(
            Locale.ROOT,
            "%,d at the exchange, %,d fills; %,d refused, %,d not placed",
            orders,
            desk.fills(),
            refused,
            notPlaced));
    desk.pnl().values().forEach(pnl -> printAccount(out, pnl));
    line(out, "Alerts", String.format(Locale.ROOT, "%,d", desk.alerts()));
    line(out, "Database", database);
    line(
        out,
        "Time",
        String.format(
            Locale.ROOT, "%.1f s, first output after %.1f s", elapsedSeconds, firstOutputSeconds));
    out.println("\n  Checked:");
    invariants
        .failures()
        .forEach(
            (name, failure) ->
                out.println(
                    "    "
                        + (failure.isEmpty() ? "yes  " : "NO   ")
                        + words(name)
                        + (failure.isEmpty() ? "" : ": " + failure)));
  }

  private static void printAccount(PrintStream out, PnlSnapshot pnl) {
    line(
        out,
        "Account",
        String.format(
            Locale.ROOT,
            "%s: equity %s %s, realised %s, unrealised %s, fees %s, drawdown %s",
            pnl.account(),
            Fixed8.format(pnl.equity()),
            pnl.currency(),
            Fixed8.format(pnl.realizedPnl()),
            Fixed8.format(pnl.unrealizedPnl()),
            Fixed8.format(pnl.fees()),
            Fixed8.format(pnl.drawdown())));
    pnl.positions()
        .forEach(
            p ->
                line(
                    out,
                    "Position",
                    p.instrument()
                        + " "
                        + Fixed8.format(p.quantity())
                        + " at "
                        + Fixed8.format(p.mark())));
  }

  private static void line(PrintStream out, String name, String text) {
    out.println(String.format(Locale.ROOT, "  %-12s %s", name, text));
  }

  private String rejections() {
    return desk.rejectedByCode().isEmpty()
        ? ""
        : desk.rejectedByCode().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /** {@code theExchangesLedgerIsOurs} → {@code the exchanges ledger is ours}. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  ObjectNode json() {
    ObjectNode json = JsonCodec.object();
    json.put("tradesRead", tradesRead);
    json.put("tradesArchived", tradesArchived);
    json.put("deadLetters", desk.deadLetters());
    json.put("bars", desk.bars());
    json.put("signals", desk.signals());
    json.put("decisions", desk.decisions());
    json.put("approved", desk.approved());
    ObjectNode rejected = json.putObject("rejected");
    desk.rejectedByCode().forEach(rejected::put);
    json.put("orders", orders);
    json.put("ordersRefused", refused);
    json.put("ordersNotPlaced", notPlaced);
    json.put("fills", desk.fills());
    json.put("fees", sum(PnlSnapshot::fees));
    json.put("realizedPnl", sum(PnlSnapshot::realizedPnl));
    json.put("unrealizedPnl", sum(PnlSnapshot::unrealizedPnl));
    json.put("equity", sum(PnlSnapshot::equity));
    ObjectNode checked = json.putObject("invariants");
    invariants.failures().forEach((name, failure) -> checked.put(name, failure.isEmpty()));
    json.put("firstOutputSeconds", rounded(firstOutputSeconds));
    json.put("elapsedSeconds", rounded(elapsedSeconds));
    json.put("speed", rounded(speed));
    json.put("database", database);
    json.put("marketTimeFrom", instant(marketTimeFrom) + "Z");
    json.put("marketTimeTo", instant(marketTimeTo) + "Z");
    return json;
  }

  private String sum(ToLongFunction<PnlSnapshot> amount) {
    return Fixed8.format(desk.pnl().values().stream().mapToLong(amount).reduce(0, Math::addExact));
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }

  private static String instant(long micros) {
    String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    return text.substring(0, text.length() - 1);
  }
}
