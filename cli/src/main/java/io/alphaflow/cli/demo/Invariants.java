package io.alphaflow.cli.demo;

import io.alphaflow.cli.audit.AuditCheck;
import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.local.VenueFacts;
import io.alphaflow.cli.verify.Difference;
import io.alphaflow.cli.verify.SignalVerifier;
import io.alphaflow.cli.verify.Verifier;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.trading.BinanceTrading;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.TradingSession;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What must hold when the desk has come to rest, checked from outside: by SQL on the archive, by
 * the exchange's own answers, and by running the journal and the strategies again.
 */
public final class Invariants {

  /**
   * What was found, by invariant, in the order of the checks.
   *
   * @param failures what is wrong, by invariant; empty when it holds
   */
  public record Results(Map<String, String> failures) {

    /** Whether all hold. */
    public boolean hold() {
      return failures.values().stream().allMatch(String::isEmpty);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DeskConfig config;
  private final VenueFacts exchange;
  private final Archive archive;
  private final DeskSnapshot desk;
  private final boolean complete;
  private final Map<String, String> failures = new LinkedHashMap<>();

  /**
   * Checks of a desk.
   *
   * @param config what its jobs run with
   * @param exchange where it trades
   * @param archive its database
   * @param atRest what its logs say
   * @param complete whether it has worked off everything
   */
  public Invariants(
      DeskConfig config,
      VenueFacts exchange,
      Archive archive,
      DeskSnapshot atRest,
      boolean complete) {
    this.config = config;
    this.exchange = exchange;
    this.archive = archive;
    this.desk = atRest;
    this.complete = complete;
  }

  /** Checks all. */
  public Results check() {
    rows();
    check("theJournalRunAgainGivesTheSameDecisions", this::replay);
    check("theStrategiesRunAgainGiveTheSameSignals", this::signals);
    check("theAuditChainIsWhole", this::audit);
    return new Results(failures);
  }

  /** Checks all but what journal and trades give when they are run again from their beginning. */
  public Results checkWithoutReplay() {
    rows();
    check("theAuditChainIsWhole", this::audit);
    return new Results(failures);
  }

  private void rows() {
    check("theDeskCameToRest", () -> complete ? "" : "it still moves, or waits for something");
    check("everyTradeIsArchivedOrDeadLettered", this::trades);
    check("barsRebuiltBySqlAreTheBarsArchived", this::bars);
    check("everyDecisionHasOneSignal", this::decisions);
    check("everyOrderHasOneApprovedDecision", this::orders);
    check("fillsAddUpToThePosition", this::fillsAndPositions);
    check("cashPlusPositionsIsEquity", this::equity);
    check("pnlCountedBySqlFromFillsAndMarksIsOurs", this::recomputed);
    check("theExchangesLedgerIsOurs", this::exchangesLedger);
  }

  private void check(String name, Callable<String> check) {
    String failure;
    try {
      failure = check.call();
    } catch (Exception e) {
      failure = "could not be checked: " + e;
    }
    failures.put(name, failure);
  }

  private String trades() throws SQLException {
    long archived = archive.trades();
    // A late trade is archived as well: it is only missing in its bar. A bar of the venue is no
    // trade.
    long dead =
        archive.number(
            "SELECT count(*) FROM dead_letters WHERE source = 'ingest' AND code <> 'LATE_TRADE'"
                + " AND code NOT LIKE 'KLINE%'");
    long gaps = archive.number("SELECT COALESCE(sum(to_id - from_id + 1), 0)::int8 FROM gaps");
    return exchange.total() == archived + dead && gaps == dead
        ? ""
        : "%d trades made, %d archived, %d dead letters, %d ids in gaps"
            .formatted(exchange.total(), archived, dead, gaps);
  }

  /** The interval of the last trade is still open: it has no bar yet. */
  private String bars() throws SQLException {
    String columns =
        "venue, symbol, interval, open_time, open, high, low, close, volume, quote_volume, trades,"
            + " taker_buy_volume";
    String rebuilt =
        "SELECT "
            + columns
            + " FROM bars_rebuilt b WHERE open_time < (SELECT date_bin('1 minute',"
            + " max(exchange_time), timestamptz 'epoch') FROM trades t"
            + " WHERE t.venue = b.venue AND t.symbol = b.symbol)";
    String bars = "SELECT " + columns + " FROM bars WHERE interval = '1m'";
    long differences =
        archive.number(
            "SELECT count(*) FROM (("
                + rebuilt
                + " EXCEPT ALL "
                + bars
                + ") UNION ALL ("
                + bars
                + " EXCEPT ALL "
                + rebuilt
                + ")) d");
    return differences == 0 ? "" : differences + " bars differ";
  }

  /** A cancellation that the gate wants by itself answers none, and has the number 0. */
  private String decisions() throws SQLException {
    String signals = "SELECT account, strategy, venue, symbol, origin, sequence FROM signals";
    String answered =
        "SELECT account, strategy, venue, symbol, signal_origin, signal_sequence FROM decisions"
            + " WHERE signal_sequence > 0";
    long orphans = notIn(signals, answered) + notIn(answered, signals);
    return orphans == 0 ? "" : orphans + " decisions or signals have no partner";
  }

  private long notIn(String rows, String others) throws SQLException {
    return archive.number("SELECT count(*) FROM (" + rows + " EXCEPT ALL " + others + ") missing");
  }

  /** What the exchange refused, or was never sent, is not an order there. */
  private String orders() throws SQLException {
    List<String> approved =
        new ArrayList<>(
            archive.texts(
                "SELECT client_order_id FROM orders WHERE state NOT IN ('NOT_PLACED',"
                    + " 'REJECTED')"));
    List<String> atVenue = exchange.clientOrderIds().stream().sorted().toList();
    approved.sort(null);
    return approved.equals(atVenue)
        ? ""
        : approved.size()
            + " approved orders, "
            + atVenue.size()
            + " at the exchange, not the same";
  }

  /** Fees that the exchange took in the base asset have left the position. */
  private String fillsAndPositions() throws SQLException {
    Set<String> positions = new TreeSet<>();
    desk.pnl()
        .values()
        .forEach(
            pnl ->
                pnl.positions().forEach(p -> positions.add(pnl.account() + " " + p.instrument())));
    for (String traded :
        archive.texts("SELECT DISTINCT account || ' ' || venue || ':' || symbol FROM fills")) {
      if (!positions.contains(traded)) {
        return traded + ": there are fills but no position";
      }
    }
    for (PnlSnapshot pnl : desk.pnl().values()) {
      for (PositionSnapshot position : pnl.positions()) {
        InstrumentId instrument = InstrumentId.parse(position.instrument());
        BigDecimal sum =
            archive.amount(
                "SELECT sum(CASE side WHEN 'BUY' THEN quantity ELSE -quantity END"
                    + " - CASE WHEN fee_asset = '"
                    + instrument.base()
                    + "' THEN fee ELSE 0 END)"
                    + " FROM fills WHERE account = '"
                    + pnl.account()
                    + "' AND venue = '"
                    + instrument.venue()
                    + "' AND symbol = '"
                    + instrument.symbol()
                    + "'");
        if (sum.compareTo(Fixed8.toBigDecimal(position.quantity())) != 0) {
          return pnl.account()
              + " "
              + position.instrument()
              + ": fills give "
              + sum
              + ", the position is "
              + Fixed8.format(position.quantity());
        }
      }
    }
    return "";
  }

  private String equity() {
    for (PnlSnapshot pnl : desk.pnl().values()) {
      BigDecimal equity = Fixed8.toBigDecimal(pnl.cash());
      for (PositionSnapshot position : pnl.positions()) {
        equity =
            equity.add(
                Fixed8.toBigDecimal(position.quantity())
                    .multiply(Fixed8.toBigDecimal(position.mark()))
                    .setScale(Fixed8.SCALE, RoundingMode.HALF_EVEN));
      }
      if (equity.compareTo(Fixed8.toBigDecimal(pnl.equity())) != 0) {
        return pnl.account()
            + ": cash and positions give "
            + equity
            + ", equity is "
            + Fixed8.format(pnl.equity());
      }
    }
    return desk.pnl().isEmpty() ? "there is no P&L" : "";
  }

  /** For each account and day; the SQL shares nothing with the ledger. */
  private String recomputed() throws SQLException {
    if (archive.number("SELECT count(*) FROM pnl_recomputed") == 0) {
      return "there is no day of P&L";
    }
    List<String> wrong =
        archive.texts(
            "SELECT account || ' ' || day || ': P&L ' || daily_pnl || ', SQL gives '"
                + " || COALESCE(recomputed_daily_pnl::text, 'none') FROM pnl_recomputed WHERE"
                + " (equity, daily_pnl, total_pnl) IS DISTINCT FROM (recomputed_equity,"
                + " recomputed_daily_pnl, recomputed_total_pnl)");
    return wrong.isEmpty() ? "" : wrong.toString();
  }

  private String exchangesLedger() throws Exception {
    BinanceTrading venue = new BinanceTrading(config.venue(), PATIENCE);
    for (AccountOptions account : config.accounts()) {
      try (TradingSession session = venue.open(account)) {
        String balances = balances(account.id(), get(session.account()).balances());
        if (!balances.isEmpty()) {
          return balances;
        }
        for (InstrumentId instrument : config.venue().symbols()) {
          String fills = fills(account.id(), instrument, tradesOf(session, instrument));
          if (!fills.isEmpty()) {
            return fills;
          }
        }
      }
    }
    return "";
  }

  private String balances(String account, List<AssetBalance> theirs) {
    PnlSnapshot pnl = desk.pnl().get(account);
    if (pnl == null) {
      return account + ": there is no P&L";
    }
    Map<String, Long> ours = new TreeMap<>();
    ours.put(pnl.currency(), pnl.cash());
    for (PositionSnapshot position : pnl.positions()) {
      ours.merge(
          InstrumentId.parse(position.instrument()).base(), position.quantity(), Math::addExact);
    }
    Map<String, Long> venue = new TreeMap<>();
    theirs.forEach(b -> venue.put(b.asset(), Math.addExact(b.free(), b.locked())));
    ours.values().removeIf(amount -> amount == 0);
    venue.values().removeIf(amount -> amount == 0);
    return ours.equals(venue)
        ? ""
        : account + ": the exchange has " + amounts(venue) + ", our ledger " + amounts(ours);
  }

  private static Map<String, String> amounts(Map<String, Long> balances) {
    Map<String, String> amounts = new TreeMap<>();
    balances.forEach((asset, amount) -> amounts.put(asset, Fixed8.format(amount)));
    return amounts;
  }

  private String fills(String account, InstrumentId instrument, List<OrderFill> theirs)
      throws SQLException {
    List<String> ours =
        archive.texts(
            "SELECT concat_ws(' ', venue_trade_id, trim_scale(quantity), trim_scale(price),"
                + " trim_scale(fee), fee_asset) FROM fills WHERE account = '"
                + account
                + "' AND venue = '"
                + instrument.venue()
                + "' AND symbol = '"
                + instrument.symbol()
                + "' ORDER BY venue_trade_id");
    List<String> venue = theirs.stream().map(f -> text(f.fill())).toList();
    return ours.equals(venue)
        ? ""
        : account
            + " "
            + instrument
            + ": "
            + venue.size()
            + " fills at the exchange, "
            + ours.size()
            + " in our ledger, not the same";
  }

  private static String text(Fill fill) {
    return String.join(
        " ",
        Long.toString(fill.tradeId()),
        Fixed8.format(fill.quantity()),
        Fixed8.format(fill.price()),
        Fixed8.format(fill.fee()),
        fill.feeAsset());
  }

  private static List<OrderFill> tradesOf(TradingSession session, InstrumentId instrument)
      throws Exception {
    List<OrderFill> all = new ArrayList<>();
    long next = 0;
    while (true) {
      List<OrderFill> page = get(session.tradesFrom(instrument, next));
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      next = page.get(page.size() - 1).fill().tradeId() + 1;
    }
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private String replay() {
    Verifier.Result result = Verifier.verify(config);
    if (result.decisions() != desk.decisions()) {
      return result.decisions() + " decisions replayed, " + desk.decisions() + " recorded";
    }
    return result.first().map(Difference::text).orElse("");
  }

  private String signals() {
    return SignalVerifier.verify(config).first().map(Difference::text).orElse("");
  }

  private String audit() throws Exception {
    AuditCheck check = AuditCheck.all(config);
    if (!check.isWhole()) {
      return check.first().orElseThrow();
    }
    long decisions = archive.number("SELECT count(*) FROM decisions");
    long audited =
        archive.number("SELECT count(DISTINCT identity) FROM audit WHERE kind = 'DECISION'");
    return decisions == audited && check.heads() > 0 && check.waiting() == 0
        ? ""
        : "%d decisions, %d of them in the audit, %d heads, %d records not archived"
            .formatted(decisions, audited, check.heads(), check.waiting());
  }
}
