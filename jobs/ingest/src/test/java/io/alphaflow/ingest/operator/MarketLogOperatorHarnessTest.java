package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.NaiveBars;
import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.MetricProbe;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.ingest.bar.KlineCheck;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MarketLogOperatorHarnessTest {

  private static final String BTC = "sim:BTC/USD";
  private static final String ETH = "sim:ETH/USD";
  private static final long START = 1_385_337_600_000_000L;
  private static final long SECOND = 1_000_000;
  private static final int PARTITIONS = 2;
  private static final IngestOptions OPTIONS =
      new IngestOptions(
          SECOND,
          SECOND,
          1,
          List.of(BarSpec.parse("1m"), BarSpec.parse("1s")),
          100,
          true,
          FeedOptions.DEFAULT.with(o -> o.klines = true));
  private static final int MARKET_PARTITIONS = 1;
  private static final PartitionKeys KEYS = new PartitionKeys(MARKET_PARTITIONS, 128);

  /** All that an operator sent out. */
  private record Sent(
      List<MarketEntry> log,
      List<Bar> bars,
      List<Instrument> instruments,
      List<List<JournalEntry>> journal,
      List<DeadLetter> deadLetters,
      List<Alert> alerts) {

    List<Trade> trades() {
      return log.stream().filter(e -> e instanceof Trade).map(e -> (Trade) e).toList();
    }

    List<Bar> bars(String interval) {
      return bars.stream().filter(b -> b.interval().equals(interval)).toList();
    }

    static Sent nothing() {
      List<List<JournalEntry>> journal = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        journal.add(new ArrayList<>());
      }
      return new Sent(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          journal,
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  private final Sent sent = Sent.nothing();

  @Test
  void rulesComeFirstInEveryPartitionAndOnceUntilTheyChange() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(MarketEvent.ofRules(rules(BTC, 5)));
      harness.in(trade(BTC, 1, START + 7, 100));
      harness.in(MarketEvent.ofRules(rules(BTC, 5)));
      harness.in(MarketEvent.ofRules(rules(BTC, 6)));
      harness.collect(sent);
    }
    Instrument first = version(BTC, 5, 1, 0);
    Instrument second = version(BTC, 6, 2, START + 7);
    assertThat(sent.instruments).containsExactly(first, second);
    for (List<JournalEntry> partition : sent.journal) {
      assertThat(partition)
          .containsExactly(
              first,
              new ClockTick("sim", START / SECOND, START),
              new Mark(BTC, 1, 100, 1, START + 7),
              second);
    }
  }

  @Test
  void quotesAndChangesOfStrategiesStandAmongTheTradesInTheOrderInWhichTheyCame() throws Exception {
    Quote quote = new Quote(BTC, 8, 99, 1, 101, 1, 1, 1, 0, 5);
    StrategyChange change = change(1);
    try (Harness harness = new Harness(null)) {
      harness.in(trade(BTC, 1, START, 100));
      harness.in(MarketEvent.ofQuote(new MarketEvent.FeedQuote(quote, "BTCUSD", "raw")));
      harness.in(trade(BTC, 2, START + 1, 100));
      harness.in(copy(change));
      harness.in(trade(BTC, 3, START + SECOND, 100));
      harness.collect(sent);
    }
    assertThat(sent.log).hasSize(5);
    assertThat(sent.log.get(1)).isEqualTo(quote);
    assertThat(sent.log.get(3)).isEqualTo(change);
    assertThat(sent.trades()).extracting(Trade::tradeId).containsExactly(1L, 2L, 3L);
    assertThat(sent.bars("1s")).as("bars as without them").hasSize(1);
  }

  @Test
  void aChangeLeavesNoInstrumentBehindThatHeartbeatsWouldWaitFor() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(copy(change(1)));
      harness.in(trade(BTC, 1, START, 100));
      harness.in(time(BTC, START + SECOND, true));
      harness.collect(sent);
    }
    assertThat(sent.log).last().isEqualTo(new Heartbeat(0, START + SECOND, List.of()));
  }

  @Test
  void aLateTradeIsInTheLogButNotInTheBars() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(trade(BTC, 1, START, 100));
      harness.in(trade(BTC, 2, START + 60 * SECOND, 101));
      harness.in(trade(BTC, 3, START + 59 * SECOND, 999));
      harness.in(trade(BTC, 4, START + 120 * SECOND, 102));
      harness.collect(sent);
    }
    assertThat(sent.trades()).extracting(Trade::tradeId).containsExactly(1L, 2L, 3L, 4L);
    assertThat(sent.bars("1m")).extracting(Bar::high).containsExactly(100L, 101L);
    assertThat(sent.alerts).extracting(Alert::id).containsExactly("LATE_TRADE/" + BTC + "/3");
    assertThat(sent.deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.code()).isEqualTo("LATE_TRADE");
              assertThat(letter.source()).isEqualTo("ingest");
              assertThat(letter.topic()).isEqualTo("btcusd@trade");
              assertThat(letter.offset()).isEqualTo(3);
              assertThat(letter.time()).isEqualTo(START + 59 * SECOND);
              assertThat(
                      new String(Base64.getDecoder().decode(letter.raw()), StandardCharsets.UTF_8))
                  .isEqualTo("raw 3");
            });
  }

  @Test
  void aTradeFromTheFutureSpoilsNeitherBarsNorTheClock() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(time(BTC, START, true));
      harness.in(trade(BTC, 1, START + 7_200 * SECOND, 100));
      harness.in(trade(BTC, 2, START + 1, 100));
      harness.in(trade(BTC, 3, START + 60 * SECOND, 100));
      harness.collect(sent);
    }
    assertThat(sent.trades()).extracting(Trade::tradeId).containsExactly(2L, 3L);
    assertThat(sent.deadLetters).extracting(DeadLetter::code).containsExactly("TIME_NOT_PLAUSIBLE");
    assertThat(sent.bars("1m")).hasSize(1);
    assertThat(sent.journal.get(0))
        .noneMatch(e -> e instanceof ClockTick t && t.time() > START + 61 * SECOND);
  }

  @Test
  void aTradeOffTheGridLeavesAGapAndItsBytes() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(MarketEvent.ofRules(rules(BTC, 5)));
      harness.in(trade(BTC, 1, START, 100));
      harness.in(trade(BTC, 2, START + 1, 101));
      harness.in(MarketEvent.ofRules(rules(BTC, 1)));
      harness.in(trade(BTC, 3, START + 2, 101));
      harness.collect(sent);
    }
    assertThat(sent.trades()).extracting(Trade::tradeId).containsExactly(1L, 3L);
    assertThat(sent.log.get(1))
        .isInstanceOfSatisfying(
            Gap.class,
            gap -> {
              assertThat(gap.fromId()).isEqualTo(2);
              assertThat(gap.toId()).isEqualTo(2);
              assertThat(gap.code()).isEqualTo("PRICE_OFF_GRID");
              assertThat(gap.reason()).contains("0.00000101", "multiple of 0.00000005");
            });
    assertThat(sent.deadLetters).extracting(DeadLetter::offset).containsExactly(2L);
  }

  @Test
  void tradesGapsAndTheLagAreMeasuredBySymbol() throws Exception {
    long now = System.currentTimeMillis() * 1_000;
    try (Harness harness = new Harness(null)) {
      harness.in(MarketEvent.ofRules(rules(BTC, 5)));
      harness.in(trade(BTC, 1, now - 30 * SECOND, 100));
      harness.in(trade(BTC, 2, now - 20 * SECOND, 101));
      harness.in(trade(ETH, 1, START, 10));
      harness.in(time(BTC, now - 10 * SECOND, true));
      Map<String, Double> measured = harness.probe.values();
      assertThat(measured)
          .containsEntry("market_data_trades_total{symbol=" + BTC + "}", 1.0)
          .containsEntry("market_data_trades_total{symbol=" + ETH + "}", 1.0)
          .containsEntry("market_data_gaps_total{code=PRICE_OFF_GRID,symbol=" + BTC + "}", 1.0)
          .containsEntry("dead_letters_total{code=PRICE_OFF_GRID}", 1.0);
      assertThat(measured.get("market_data_lag_seconds{symbol=" + BTC + "}")).isBetween(10.0, 29.0);
      assertThat(measured.get("market_data_lag_seconds{symbol=" + ETH + "}")).isGreaterThan(1e8);
    }
  }

  @Test
  void anInstrumentThatIsNotTakenInAnyMoreIsNotBehind() throws Exception {
    String lag = "market_data_lag_seconds{symbol=" + BTC + "}";
    try (Harness harness = new Harness(null)) {
      harness.in(time(BTC, START, true));
      assertThat(harness.probe.values()).containsKey(lag);
      harness.in(MarketEvent.ofTime(BTC, new MarketEvent.FeedTime(START + 1, true, true)));
      assertThat(harness.probe.values()).as("what is 0 is left out").doesNotContainKey(lag);
      harness.in(time(BTC, START + 2, true));
      assertThat(harness.probe.values()).as("taken in again").containsKey(lag);
    }
  }

  @Test
  void heartbeatsCloseBarsOnTimeAndMoveTheClock() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(trade(BTC, 1, START + 5 * SECOND, 100));
      harness.in(trade(ETH, 1, START + 5 * SECOND, 10));
      harness.in(time(BTC, START + 59 * SECOND, true));
      harness.in(time(ETH, START + 60 * SECOND, false));
      harness.in(time(BTC, START + 61 * SECOND, true));
      harness.in(time(ETH, START + 62 * SECOND, true));
      harness.collect(sent);
    }
    assertThat(sent.log.stream().filter(e -> e instanceof Heartbeat))
        .containsExactly(
            new Heartbeat(0, START + 59 * SECOND, List.of(ETH)),
            new Heartbeat(0, START + 60 * SECOND, List.of(ETH)),
            new Heartbeat(0, START + 61 * SECOND, List.of()));
    assertThat(sent.bars("1m")).extracting(Bar::instrument).containsExactly(BTC, ETH);
    assertThat(sent.bars).extracting(Bar::closedBy).containsOnly(0L);
    assertThat(sent.journal.get(0).stream().filter(e -> e instanceof ClockTick))
        .last()
        .isEqualTo(new ClockTick("sim", START / SECOND + 62, START + 62 * SECOND));
  }

  @Test
  void theVenuesBarsAreComparedWhicheverComesFirst() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(trade(BTC, 1, START, 100));
      harness.in(MarketEvent.ofKline(BTC, kline(START, 100, 101), 0));
      harness.in(trade(BTC, 2, START + 60 * SECOND, 100));
      harness.in(trade(BTC, 3, START + 120 * SECOND, 100));
      harness.in(MarketEvent.ofKline(BTC, kline(START + 60 * SECOND, 101, 102), 0));
      harness.collect(sent);
    }
    assertThat(sent.bars(KlineCheck.INTERVAL)).hasSize(2);
    assertThat(sent.alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.id())
                  .isEqualTo("KLINE_MISMATCH/" + BTC + "/" + (START + 60 * SECOND));
              assertThat(alert.message())
                  .contains("high is 0.000001, the venue has 0.00000101")
                  .doesNotContain("volume");
            });
  }

  /** Whoever reads the log again closes each bar at the same place, by the same cause. */
  @Test
  void theLogReadAgainGivesTheSameBars() throws Exception {
    long seed = System.nanoTime();
    System.out.println("theLogReadAgainGivesTheSameBars seed=" + seed);
    try (Harness harness = new Harness(null)) {
      for (MarketEvent event : events(new Random(seed), 500)) {
        harness.in(event);
      }
      harness.collect(sent);
    }
    PartitionBars replay = new PartitionBars();
    List<Bar> again = new ArrayList<>();
    for (MarketEntry entry : sent.log) {
      replay.take(entry, OPTIONS.bars(), again::add);
    }
    assertThat(again).isEqualTo(sent.bars).isNotEmpty();
    assertThat(sent.log).hasAtLeastOneElementOfType(Heartbeat.class);
  }

  @Test
  void instrumentsOfAVenueShareItsClock() throws Exception {
    try (Harness harness = new Harness(null)) {
      harness.in(trade(BTC, 1, START, 100));
      harness.in(trade(ETH, 1, START + 1, 10));
      harness.in(trade(ETH, 2, START + 5 * SECOND, 10));
      harness.in(trade(BTC, 2, START + 5 * SECOND, 100));
      harness.collect(sent);
    }
    assertThat(sent.journal.get(0).stream().filter(e -> e instanceof ClockTick))
        .containsExactly(
            new ClockTick("sim", START / SECOND, START),
            new ClockTick("sim", START / SECOND + 5, START + 5 * SECOND));
  }

  @Test
  void continuesFromASnapshotAsIfNothingHadHappened() throws Exception {
    long seed = System.nanoTime();
    System.out.println("continuesFromASnapshotAsIfNothingHadHappened seed=" + seed);
    List<MarketEvent> events = events(new Random(seed), 400);
    try (Harness harness = new Harness(null)) {
      for (MarketEvent event : events) {
        harness.in(event);
      }
      harness.collect(sent);
    }
    Sent parts = Sent.nothing();
    OperatorSubtaskState snapshot = null;
    for (int from = 0; from < events.size(); from += 37) {
      try (Harness harness = new Harness(snapshot)) {
        for (MarketEvent event : events.subList(from, Math.min(events.size(), from + 37))) {
          harness.in(event);
        }
        harness.collect(parts);
        snapshot = harness.operator.snapshot(from, from);
      }
    }
    assertThat(parts.log).isEqualTo(sent.log);
    assertThat(parts.bars).isEqualTo(sent.bars).isNotEmpty();
    assertThat(parts.instruments).isEqualTo(sent.instruments);
    for (int p = 0; p < PARTITIONS; p++) {
      // A clock that starts anew may repeat its last tick, with the same content.
      assertThat(withoutRepeatedTicks(parts.journal.get(p)))
          .isEqualTo(withoutRepeatedTicks(sent.journal.get(p)));
    }
    List<Trade> btc = sent.trades().stream().filter(t -> t.instrument().equals(BTC)).toList();
    assertThat(sent.bars("1m").stream().filter(b -> b.instrument().equals(BTC)).toList())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("closedBy")
        .isEqualTo(NaiveBars.closed(btc, "1m", 60 * SECOND));
  }

  @Test
  void whatIsReadAgainAfterARestoreHasTheSameIdentityAndContent() throws Exception {
    List<MarketEvent> events = events(new Random(5), 300);
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness(null)) {
      for (MarketEvent event : events.subList(0, 100)) {
        harness.in(event);
      }
      snapshot = harness.operator.snapshot(1, 1);
      harness.collect(Sent.nothing());
      for (MarketEvent event : events.subList(100, 300)) {
        harness.in(event);
      }
      harness.collect(sent);
    }
    Sent again = Sent.nothing();
    try (Harness harness = new Harness(snapshot)) {
      for (MarketEvent event : events.subList(100, 300)) {
        harness.in(event);
      }
      harness.collect(again);
    }
    assertThat(again.bars).isEqualTo(sent.bars).isNotEmpty();
    assertThat(again.log).isEqualTo(sent.log);
    assertThat(marks(again)).isEqualTo(marks(sent)).isNotEmpty();
  }

  private static List<JournalEntry> marks(Sent sent) {
    return sent.journal.get(0).stream().filter(e -> e instanceof Mark).toList();
  }

  private static List<JournalEntry> withoutRepeatedTicks(List<JournalEntry> entries) {
    List<JournalEntry> kept = new ArrayList<>();
    long last = 0;
    for (JournalEntry entry : entries) {
      if (entry instanceof ClockTick tick) {
        if (tick.sequence() <= last) {
          continue;
        }
        last = tick.sequence();
      }
      kept.add(entry);
    }
    return kept;
  }

  private static List<MarketEvent> events(Random random, int count) {
    List<MarketEvent> events = new ArrayList<>();
    events.add(MarketEvent.ofRules(rules(BTC, 5)));
    events.add(MarketEvent.ofRules(rules(ETH, 5)));
    long[] ids = new long[2];
    long time = START;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(4_000_000);
      int of = random.nextInt(2);
      events.add(
          trade(of == 0 ? BTC : ETH, ++ids[of], time, 30L * (1 + random.nextInt(1_000_000))));
      if (random.nextInt(50) == 0) {
        events.add(MarketEvent.ofRules(rules(BTC, 5 + random.nextInt(2))));
      }
      if (random.nextInt(5) == 0) {
        events.add(time(BTC, time, true));
        events.add(time(ETH, time, random.nextBoolean()));
      }
    }
    return events;
  }

  private static MarketEvent copy(StrategyChange change) {
    byte[] entry = LogWrite.toTrades(0, change).value();
    return MarketEvent.ofStrategy(new MarketEvent.StrategyCopy(0, change.id(), entry));
  }

  private static StrategyChange change(long version) {
    return new StrategyChange(
        "trend",
        version,
        StrategyChange.Action.RUN,
        "moving-average-cross",
        "main",
        List.of(BTC),
        "1m",
        new TreeMap<>(Map.of("fast", "3")),
        0,
        "ann",
        7,
        List.of(),
        "signature");
  }

  private static MarketEvent trade(String instrument, long id, long time, long price) {
    String symbol = instrument.substring(4).replace("/", "");
    VenueTrade trade =
        new VenueTrade(
            StreamKind.TRADE, symbol, id, price, 100 + id, id % 2 == 0, time, "raw " + id);
    return MarketEvent.ofTrade(instrument, trade, 9);
  }

  private static MarketEvent time(String instrument, long time, boolean caughtUp) {
    return MarketEvent.ofTime(instrument, new MarketEvent.FeedTime(time, caughtUp, false));
  }

  private static VenueKline kline(long openTime, long high, long id) {
    long quantity = id;
    boolean buyerIsMaker = id % 2 == 0;
    return new VenueKline(
        "BTCUSD",
        "1m",
        openTime,
        openTime + 60 * SECOND - 1,
        100,
        high,
        100,
        100,
        quantity,
        0,
        1,
        buyerIsMaker ? 0 : quantity,
        0,
        id - 100,
        id - 100,
        true,
        openTime + 60 * SECOND,
        "raw");
  }

  private static Instrument rules(String instrument, long tickSize) {
    return version(instrument, tickSize, 1, 0);
  }

  private static Instrument version(
      String instrument, long tickSize, long sequence, long effectiveTime) {
    return new Instrument(
        instrument, sequence, "S", "B", "Q", tickSize, 1, 9, 1, 1, 9, 1, true, effectiveTime);
  }

  private static final class Harness implements AutoCloseable {
    private final MetricProbe probe = new MetricProbe();
    private final KeyedOneInputStreamOperatorTestHarness<Integer, MarketEvent, LogWrite> operator;

    Harness(OperatorSubtaskState restored) throws Exception {
      operator =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new MarketLogOperator("sim", OPTIONS, KEYS, PARTITIONS),
              event ->
                  event.strategy() == null
                      ? KEYS.of(event.instrument())
                      : KEYS.ofPartition(event.strategy().partition()),
              Types.INT,
              probe.environment());
      operator.setup();
      if (restored != null) {
        operator.initializeState(restored);
      }
      operator.open();
    }

    void in(MarketEvent event) throws Exception {
      operator.processElement(new StreamRecord<>(event));
    }

    /** Moves what was sent out into {@code sent}. */
    void collect(Sent sent) throws CodecException {
      for (LogWrite write : operator.extractOutputValues()) {
        sent.log.add(Topics.TRADES.codec().decode(write.value()));
      }
      operator.getOutput().clear();
      sent.alerts.addAll(take(SideOutputs.ALERTS));
      sent.bars.addAll(take(IngestOutputs.BARS));
      sent.instruments.addAll(take(IngestOutputs.INSTRUMENTS));
      sent.deadLetters.addAll(take(SideOutputs.DEAD_LETTERS));
      for (LogWrite write : take(IngestOutputs.JOURNAL)) {
        sent.journal.get(write.partition()).add(Topics.JOURNAL.codec().decode(write.value()));
      }
    }

    private <T> List<T> take(OutputTag<T> tag) {
      ConcurrentLinkedQueue<StreamRecord<T>> records = operator.getSideOutput(tag);
      if (records == null) {
        return List.of();
      }
      List<T> values = records.stream().map(StreamRecord::getValue).toList();
      records.clear();
      return values;
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }
}
