package io.alphaflow.cli.rerun;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.SimulatedVenue;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The logs of a small desk with one account and one symbol, as the jobs would have written them:
 * the same strategies, gate and ledger, one entry worked off before the next, orders filled by the
 * backtest's venue some time later.
 */
public final class RecordedDesk implements GateOutput, TradeLogReplay.Output {

  public static final String BTC = "sim:BTC/USD";
  private static final String ACCOUNT = "main";

  /** 2026-01-31T12:00:00Z. */
  public static final long NOON = 1_769_860_800_000_000L;

  public static final long SECOND = 1_000_000;

  private static final long MILLI = 1_000;

  /** The logs that are written, of two partitions each. */
  public static final List<Topic<?>> TOPICS =
      List.of(Topics.TRADES, Topics.JOURNAL, Topics.DECISIONS);

  private static final int PARTITIONS = 2;
  private static final long TICK = Fixed8.parse("0.01");
  private static final long STEP = Fixed8.parse("0.0001");

  private final DeskConfig config;
  private final Gate gate;
  private final PnlBook book = new PnlBook();
  private final PnlOptions booking;
  private final TradeLogReplay strategies;
  private final SimulatedVenue venue;
  private final Deque<JournalEntry> queue = new ArrayDeque<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();

  private RecordedDesk(DeskConfig config, long latency) {
    this.config = config;
    this.gate = new Gate(RiskOptions.read(config));
    this.booking = PnlOptions.read(config);
    this.strategies = new TradeLogReplay(SignalsOptions.read(config), this);
    Listing listing = Listing.of(InstrumentId.parse(BTC), TICK, STEP, Fixed8.of(10_000_000));
    this.venue =
        new SimulatedVenue(
            ACCOUNT, "USD", FillRules.DEFAULT.withLatency(latency), List.of(listing), queue::add);
  }

  /**
   * Runs a desk on a random walk.
   *
   * @param latency of its orders, microseconds
   */
  public static RecordedDesk run(DeskConfig config, long latency, int trades, long seed) {
    return run(config, latency, trades, seed, NOON, 20);
  }

  /**
   * The same at another time.
   *
   * @param begin epoch microseconds UTC
   * @param spacing at most so many seconds between two trades
   */
  public static RecordedDesk run(
      DeskConfig config, long latency, int trades, long seed, long begin, int spacing) {
    RecordedDesk desk = new RecordedDesk(config, latency);
    desk.open(begin);
    Random random = new Random(seed);
    long cents = 100_000;
    long time = begin;
    for (int id = 1; id <= trades; id++) {
      time += SECOND * (1 + random.nextInt(spacing));
      cents = Math.max(10_000, cents + Math.round(random.nextGaussian() * 150));
      desk.trade(
          new Trade(
              BTC,
              id,
              cents * TICK,
              STEP * (1 + random.nextInt(20_000)),
              random.nextBoolean(),
              time,
              time));
    }
    return desk;
  }

  private void open(long time) {
    queue.add(
        new Instrument(
            BTC,
            1,
            "BTCUSD",
            "BTC",
            "USD",
            TICK,
            0,
            0,
            STEP,
            STEP,
            Fixed8.of(1_000),
            0,
            true,
            time));
    queue.add(
        new AccountSnapshot(
            ACCOUNT, 1, time, List.of(new AssetBalance("USD", Fixed8.of(100_000), 0))));
    drain();
  }

  private void trade(Trade trade) {
    trades.add(trade);
    venue.trade(trade);
    drain();
    queue.add(new Mark(BTC, trade.tradeId(), trade.price(), trade.tradeId(), trade.exchangeTime()));
    drain();
    strategies.feed(Partitions.of(BTC, PARTITIONS), trade.tradeId() - 1, trade);
    drain();
  }

  private void drain() {
    while (!queue.isEmpty()) {
      JournalEntry entry = queue.poll();
      int hash = Arrays.hashCode(Topics.JOURNAL.codec().encode(entry));
      gate.apply(entry, Partitions.of(ACCOUNT, PARTITIONS), journal.size(), hash, this);
      book.apply(entry, hash, booking, snapshot -> {});
      journal.add(entry);
    }
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
    if (decision.outcome() == Outcome.APPROVED) {
      venue.place(decision);
    } else if (decision.outcome() == Outcome.CANCEL) {
      decision.cancels().forEach(venue::cancel);
    }
  }

  @Override
  public void signal(Signal signal) {
    queue.add(signal);
  }

  @Override
  public void alert(Alert alert) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}

  @Override
  public void refused(String code, String reason) {
    throw new AssertionError(code + " " + reason);
  }

  @Override
  public void refused(int partition, long offset, String code, String reason) {
    throw new AssertionError(code + " " + reason);
  }

  /** Writes the logs; their topics are there. */
  public void write() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                config.kafka().bootstrapServers(),
                // A new topic may not have a leader yet: a later request could get in first.
                "max.in.flight.requests.per.connection",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      write(producer, Topics.TRADES, Partitions.of(BTC, PARTITIONS), trades, RecordedDesk::time);
      write(
          producer,
          Topics.JOURNAL,
          Partitions.of(ACCOUNT, PARTITIONS),
          journal,
          JournalEntry::time);
      write(
          producer,
          Topics.DECISIONS,
          Partitions.of(ACCOUNT, PARTITIONS),
          decisions,
          Decision::time);
    }
  }

  private static long time(MarketEntry entry) {
    return ((Trade) entry).exchangeTime();
  }

  private <T> void write(
      KafkaProducer<byte[], byte[]> producer,
      Topic<T> topic,
      int partition,
      List<? extends T> records,
      ToLongFunction<T> time) {
    for (T each : records) {
      byte[] key = topic.key().apply(each).getBytes(StandardCharsets.UTF_8);
      byte[] value = topic.codec().encode(each);
      producer.send(
          new ProducerRecord<>(
              config.kafka().topic(topic), partition, time.applyAsLong(each) / MILLI, key, value));
    }
  }

  /** What was decided. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** What was written to the journal. */
  public List<JournalEntry> journal() {
    return journal;
  }

  /** Gains and losses at the end, units of 1e-8. */
  public long pnl() {
    return book.account(ACCOUNT).orElseThrow().pnl();
  }

  /** The configuration of such a desk. */
  public static String yaml(String servers, String prefix, Map<String, String> limits, int fast) {
    StringBuilder text = new StringBuilder();
    limits.forEach((name, value) -> text.append("\n      ").append(name + ": " + value));
    return """
    desk: test
    kafka: {bootstrapServers: "%s", topicPrefix: "%s", journalPartitions: 2, marketPartitions: 2}
    venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
            symbols: [BTC/USD]}
    accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
    strategies:
      - id: trend
        type: ma-cross
        account: main
        symbols: [BTC/USD]
        params: {fast: %d, slow: 8, type: sma, sizing: base-quantity, size: "0.5", stop-loss: 1}
    risk:
      permissions: [{}]
      limits:
        default:%s
    """
        .formatted(servers, prefix, fast, text.toString().replace("\n      ", "\n          "));
  }

  /** Limits that hold nothing back. */
  public static Map<String, String> wide() {
    return Map.of(
        "maxOrderValue", "5000",
        "maxOrderQuantity", "5",
        "maxPosition", "10",
        "maxPositionValue", "20000",
        "maxGrossExposure", "30000",
        "maxDailyLoss", "20000",
        "maxMarkAge", "10m",
        "duplicateWindow", "off");
  }
}
