package io.alphaflow.archive;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.UnpricedAsset;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One record of each kind, and series of them. */
public final class Samples {

  /** 2013-11-25 21:34:00 UTC. */
  public static final long START = 1_385_415_240_000_000L;

  public static final String INSTRUMENT = "sim:BTC/USD";
  private static final long SECOND = 1_000_000;

  /** An encoded record with its topic. */
  public record Sample(String topic, int partition, byte[] value) {}

  private Samples() {}

  /** A record for a partition of its topic. */
  public static <T> Sample sample(Topic<T> topic, int partition, T value) {
    return new Sample(topic.name(), partition, topic.codec().encode(value));
  }

  static long amount(String text) {
    return Fixed8.parse(text);
  }

  /** Trade {@code id}, one every seven seconds, with a price that moves up and down. */
  public static Trade trade(long id) {
    long price = amount("800") + id * 37 % 101 * amount("0.07");
    return new Trade(
        INSTRUMENT,
        id,
        price,
        amount("0.5") + id % 13 * 7_654_321,
        id % 3 == 0,
        START + id * 7 * SECOND,
        START + id * 7 * SECOND + 5_000);
  }

  /** Mark {@code sequence}; it is copied to every partition of the journal. */
  public static Mark mark(long sequence) {
    return new Mark(INSTRUMENT, sequence, trade(sequence).price(), sequence, START + sequence);
  }

  static Instrument instrument() {
    long step = amount("0.01");
    long most = amount("1000000");
    return new Instrument(
        INSTRUMENT, 1, "BTCUSD", "BTC", "USD", step, step, most, step, step, most, 0, true, 0);
  }

  static Signal signal() {
    Map<String, Double> indicators = new LinkedHashMap<>();
    indicators.put("fast", 801.25);
    indicators.put("slow", 800.75);
    return new Signal(
        "cross-1",
        "main",
        INSTRUMENT,
        1,
        START,
        Side.BUY,
        SizingMode.PERCENT_OF_EQUITY,
        amount("5"),
        OrderType.MARKET,
        0,
        0.75,
        "cross-up",
        17,
        indicators,
        new Protection(amount("790.5"), 0, amount("12")),
        SignalOrigin.STRATEGY);
  }

  /** The gate counts its exits apart: the same number, perhaps at the same time. */
  static Signal exit() {
    Signal entry = signal();
    return new Signal(
        entry.strategy(),
        entry.account(),
        entry.instrument(),
        entry.sequence(),
        entry.time(),
        Side.SELL,
        SizingMode.BASE_QUANTITY,
        amount("1.5"),
        OrderType.MARKET,
        0,
        1,
        "stop-loss",
        19,
        Map.of("mark", 790.25),
        Protection.NONE,
        SignalOrigin.PROTECTION);
  }

  public static StrategyChange change() {
    return new StrategyChange(
        "cross-1",
        3,
        StrategyChange.Action.RUN,
        "moving-average-cross",
        "main",
        List.of(INSTRUMENT),
        "1m",
        new TreeMap<>(Map.of("fast", "10")),
        0,
        "ann",
        START,
        List.of(bar()),
        "c2ln");
  }

  public static Decision decision(long sequence, boolean approved) {
    OrderIntent order =
        new OrderIntent(
            "t-main-" + sequence, Side.BUY, OrderType.MARKET, TimeInForce.GTC, amount("1.5"), 0);
    return decision(sequence, order, approved);
  }

  /** Approves an order. */
  static Decision approved(long sequence, OrderIntent order) {
    return decision(sequence, order, true);
  }

  private static Decision decision(long sequence, OrderIntent order, boolean approved) {
    return new Decision(
        "main",
        sequence,
        1,
        100 + sequence,
        START + sequence,
        "cross-1",
        INSTRUMENT,
        SignalOrigin.STRATEGY,
        1,
        17,
        approved ? Outcome.APPROVED : Outcome.REJECTED,
        approved ? order : null,
        approved ? List.of() : List.of(new Violation("C1", "MAX_ORDER_VALUE", "1000", "1200.5")),
        new DecisionInputs(
            amount("800.01"), 5, amount("10000"), amount("9000"), 0, 0, 0, 0, 1, "rules-1"));
  }

  /** Half a fill of order 1; {@code sequence} 1 is the acceptance, 2 and 3 are fills. */
  public static ExecutionReport report(long sequence) {
    boolean fill = sequence > 1;
    return new ExecutionReport(
        "main",
        "cross-1",
        INSTRUMENT,
        "t-main-1",
        1,
        sequence,
        fill ? ExecutionType.FILL : ExecutionType.ACCEPTED,
        Side.BUY,
        amount("1.5"),
        "v1",
        fill ? 500 + sequence : 0,
        fill ? amount("0.75") : 0,
        fill ? amount("800") + sequence * amount("0.01") : 0,
        fill ? (sequence - 1) * amount("0.75") : 0,
        fill ? amount("0.6") : 0,
        fill ? "USD" : "",
        false,
        sequence == 3,
        START + sequence * SECOND,
        "");
  }

  private static DecisionReadings readings() {
    Reading value =
        new Reading("C1", "MAX_ORDER_VALUE", amount("2000"), amount("1500"), "USD", null);
    Reading apart = new Reading("C10", "DUPLICATE_ORDER", amount("60"), amount("90"), "s", true);
    return new DecisionReadings("main", 1, START, List.of(value, apart));
  }

  static PnlSnapshot pnl(long sequence) {
    PositionSnapshot position =
        new PositionSnapshot(
            INSTRUMENT,
            amount("1.5"),
            amount("1200.0375"),
            amount("801"),
            amount("1201.5"),
            0,
            amount("1.4625"),
            amount("1.2"));
    return new PnlSnapshot(
        "main",
        sequence,
        START + sequence * 60 * SECOND,
        "MARK",
        "USD",
        amount("8798.7625"),
        amount("10000.2625"),
        0,
        amount("1.4625"),
        amount("1.2"),
        amount("0.2625"),
        amount("10000.2625"),
        0,
        List.of(position),
        "",
        amount("12.5"),
        amount("1201.5"),
        amount("1201.5"),
        amount("0.12014685"),
        amount("500"),
        "2015-07-04",
        amount("0.2625"),
        List.of(new PositionSnapshot("EUR", amount("3"), 0, 0, 0, 0, 0, 0)),
        List.of(new UnpricedAsset("EUR", amount("3"), 0)),
        List.of(
            new StrategyPosition(
                "cross",
                INSTRUMENT,
                amount("1.5"),
                amount("1200.0375"),
                amount("1201.5"),
                0,
                amount("1.4625"),
                amount("1.2"))),
        List.of(
            new RoundTrip(
                "cross",
                INSTRUMENT,
                sequence,
                Side.BUY,
                START,
                START + 60 * SECOND,
                amount("0.5"),
                amount("800"),
                amount("801"),
                amount("0.4"),
                amount("0.1"),
                amount("-0.2"),
                amount("0.6"),
                2)));
  }

  static Bar bar() {
    return new Bar(
        INSTRUMENT,
        "1m",
        1,
        START,
        START + 60 * SECOND,
        amount("800"),
        amount("803"),
        amount("799.5"),
        amount("801"),
        amount("12.5"),
        amount("10012.5"),
        7,
        amount("3"),
        9);
  }

  /** One of each kind; marks, ticks and instruments in two partitions of the journal. */
  public static List<Sample> everyKind() {
    List<Sample> all = new ArrayList<>();
    all.add(sample(Topics.TRADES, 0, trade(1)));
    all.add(
        sample(Topics.TRADES, 0, new Gap(INSTRUMENT, 2, 4, "NOT_AT_VENUE", "none", START, START)));
    all.add(sample(Topics.TRADES, 0, new Heartbeat(0, START, List.of())));
    all.add(sample(Topics.QUOTES, 0, new Quote(INSTRUMENT, 9, 1, 2, 3, 4, 5, 6, START - 1, START)));
    all.add(sample(Topics.BARS, 0, bar()));
    all.add(sample(Topics.INSTRUMENTS, 0, instrument()));
    for (int partition = 0; partition < 2; partition++) {
      all.add(sample(Topics.JOURNAL, partition, instrument()));
      all.add(sample(Topics.JOURNAL, partition, mark(1)));
      all.add(sample(Topics.JOURNAL, partition, new ClockTick("sim", START, START)));
    }
    all.add(
        sample(
            Topics.JOURNAL,
            1,
            new AccountSnapshot(
                "main",
                1,
                START,
                List.of(
                    new AssetBalance("BTC", 0, 0), new AssetBalance("USD", amount("10000"), 0)))));
    all.add(sample(Topics.TRADES, 0, new Quote(INSTRUMENT, 8, 1, 2, 3, 4, 5, 6, START - 1, START)));
    all.add(sample(Topics.TRADES, 1, change()));
    all.add(sample(Topics.STRATEGIES, 0, change()));
    all.add(sample(Topics.JOURNAL, 1, signal()));
    all.add(sample(Topics.JOURNAL, 1, exit()));
    all.add(
        sample(
            Topics.JOURNAL,
            1,
            new BreakerTrip(
                Level.account("main"),
                "order-velocity",
                4,
                START,
                StopKind.HALTED,
                0,
                false,
                "11")));
    all.add(
        sample(
            Topics.JOURNAL,
            1,
            OperatorCommand.of("test", "ann", START, Level.DESK, CommandAction.HALT, "drill", START)
                .signed("c2ln")));
    for (long sequence = 1; sequence <= 3; sequence++) {
      all.add(sample(Topics.JOURNAL, 1, report(sequence)));
    }
    all.add(sample(Topics.DECISIONS, 0, decision(1, true)));
    all.add(sample(Topics.DECISIONS, 0, decision(2, false)));
    all.add(sample(Topics.DECISION_READINGS, 0, readings()));
    all.add(sample(Topics.PNL, 0, pnl(1)));
    Booking booking = Booking.deposit("USD", amount("500"));
    all.add(
        sample(Topics.JOURNAL, 0, new LedgerEntry("main", 1, booking, "ann", 1, "a wire", START)));
    all.add(
        sample(
            Topics.ALERTS,
            0,
            new Alert("pnl", "journal/1/7", Severity.WARNING, "GAP", "main", "", 0, "a gap")));
    all.add(
        sample(
            Topics.DEAD_LETTERS,
            0,
            new DeadLetter("ingest", "sim@trade", 0, 5, START, "ZERO", "amount is 0", "e30=")));
    return all;
  }
}
