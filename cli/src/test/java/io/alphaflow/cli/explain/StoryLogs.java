package io.alphaflow.cli.explain;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.identity.ClientOrderId;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The logs of a small desk: ten thousand trades, a signal that buys, the same again, which is
 * rejected, the fills of the order in two parts, and a parent with its first child. Decisions and
 * P&amp;L are what the gate and the P&amp;L job make of the journal.
 */
final class StoryLogs {

  static final String BTC = "sim:BTC/USD";

  /** 2026-01-31T12:00:00Z. */
  static final long NOON = 1_769_860_800_000_000L;

  static final long TRIGGER = 7_777;
  private static final int TRADES = 10_000;
  private static final long SECOND = 1_000_000;

  private final DeskConfig config;
  private final List<JournalEntry> entries = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

  private StoryLogs(DeskConfig config) {
    this.config = config;
  }

  static String order(DeskConfig config) {
    return ClientOrderId.of(config.desk(), "main", 1);
  }

  static void write(DeskConfig config) throws Exception {
    StoryLogs logs = new StoryLogs(config);
    logs.trades();
    logs.journal();
    logs.derive();
    logs.alerts();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      logs.records.forEach(producer::send);
    }
  }

  private void trades() {
    for (int id = 1; id <= TRADES; id++) {
      long time = NOON + id * SECOND;
      add(
          Topics.TRADES,
          Partitions.of(BTC, 2),
          new Trade(BTC, id, price(1_000 + id), Fixed8.ONE, false, time, time + 5));
      if (id % 3 == 0) {
        add(Topics.TRADES, Partitions.of(BTC, 2), new Heartbeat(0, time, List.of()));
      }
    }
    // Taken in once more after a crash.
    MarketEntry again =
        new Trade(BTC, TRIGGER, price(1_000 + TRIGGER), Fixed8.ONE, false, NOON, NOON + 9);
    add(Topics.TRADES, Partitions.of(BTC, 2), again);
  }

  private static long price(long whole) {
    return whole * Fixed8.ONE;
  }

  private void journal() {
    entries.add(
        new Instrument(
            BTC,
            1,
            "BTCUSD",
            "BTC",
            "USD",
            1_000_000,
            1_000_000,
            price(1_000_000),
            10_000,
            10_000,
            price(1_000),
            price(1),
            true,
            0));
    entries.add(new ClockTick("sim", 1, NOON));
    entries.add(
        new AccountSnapshot("main", 1, NOON, List.of(new AssetBalance("USD", price(100_000), 0))));
    entries.add(new Mark(BTC, 1, price(1_000), TRIGGER - 1, NOON + SECOND));
    entries.add(signal(1));
    entries.add(signal(2));
    entries.add(report(1, ExecutionType.ACCEPTED, 0, 0, 0));
    entries.add(report(2, ExecutionType.FILL, 31, Fixed8.parse("0.2"), Fixed8.parse("0.2")));
    entries.add(report(2, ExecutionType.FILL, 31, Fixed8.parse("0.2"), Fixed8.parse("0.2")));
    entries.add(report(3, ExecutionType.FILL, 32, Fixed8.parse("0.3"), Fixed8.parse("0.5")));
    entries.add(new Mark(BTC, 2, price(1_010), TRIGGER + 1, NOON + 120 * SECOND));
    entries.add(signal(3).resized(Fixed8.parse("0.4")).worked(new Execution.Twap(60 * SECOND, 2)));
    entries.add(child());
    entries.add(childFill());
  }

  /** As the gate makes it. */
  private static Signal child() {
    Signal of = signal(1);
    return new Signal(
        of.strategy(),
        of.account(),
        of.instrument(),
        1,
        NOON + 120 * SECOND,
        of.side(),
        of.sizingMode(),
        Fixed8.parse("0.2"),
        of.orderType(),
        0,
        1,
        of.tag(),
        TRIGGER + 1,
        Map.of(),
        Protection.NONE,
        SignalOrigin.ALGORITHM,
        null,
        0,
        new Execution.Child(3, 1),
        null);
  }

  private ExecutionReport childFill() {
    return new ExecutionReport(
        "main",
        "trend",
        BTC,
        ClientOrderId.of(config.desk(), "main", 4),
        4,
        1,
        ExecutionType.FILL,
        Side.BUY,
        Fixed8.parse("0.2"),
        "venue-8",
        33,
        Fixed8.parse("0.15"),
        price(1_010),
        Fixed8.parse("0.15"),
        0,
        "",
        false,
        false,
        NOON + 121 * SECOND,
        "");
  }

  private static Signal signal(long sequence) {
    return new Signal(
        "trend",
        "main",
        BTC,
        sequence,
        NOON + SECOND,
        Side.BUY,
        SizingMode.BASE_QUANTITY,
        Fixed8.parse("0.5"),
        OrderType.MARKET,
        0,
        1,
        "cross-up",
        TRIGGER,
        Map.of("ema(5)", 1_001.5));
  }

  private ExecutionReport report(
      long sequence, ExecutionType type, long trade, long quantity, long soFar) {
    boolean fill = type == ExecutionType.FILL;
    return new ExecutionReport(
        "main",
        "trend",
        BTC,
        order(config),
        1,
        sequence,
        type,
        Side.BUY,
        Fixed8.parse("0.5"),
        "venue-7",
        trade,
        quantity,
        fill ? price(1_001) : 0,
        soFar,
        fill ? Fixed8.parse("0.1") : 0,
        fill ? "USD" : "",
        false,
        soFar == Fixed8.parse("0.5"),
        NOON + 2 * SECOND,
        "");
  }

  /** What the jobs make of the journal. */
  private void derive() {
    int partition = Partitions.of("main", 2);
    PnlReplay pnl = new PnlReplay(PnlOptions.read(config));
    JournalReplay gate =
        new JournalReplay(
            RiskOptions.read(config), (decision, bytes) -> add(Topics.DECISIONS, "main", bytes));
    for (int offset = 0; offset < entries.size(); offset++) {
      byte[] value = Topics.JOURNAL.codec().encode(entries.get(offset));
      add(Topics.JOURNAL, partition, entries.get(offset));
      RawRecord raw = new RawRecord("journal", partition, offset, 0, "", value);
      gate.accept(raw);
      pnl.apply(raw, entries.get(offset))
          .forEach(s -> add(Topics.PNL, "main", Topics.PNL.codec().encode(s)));
    }
  }

  private void alerts() {
    int partition = Partitions.of("main", 2);
    alert("execution", "ORDER_UNKNOWN/" + order(config), "about the order");
    alert("pnl", "journal/" + partition + "/4", "about the signal");
    alert("risk", "journal-" + partition + "-9-UNKNOWN_ORDER", "about the last fill");
    alert("execution", "NOT_SENT/main/1", "about the decision");
    alert("risk", "journal-" + partition + "-44-X", "about another entry");
    alert("execution", "NOT_SENT/main/11", "about another decision");
  }

  private void alert(String source, String id, String message) {
    Alert alert = new Alert(source, id, Severity.WARNING, "TEST", "main", BTC, 1, message);
    add(Topics.ALERTS, source, Topics.ALERTS.codec().encode(alert));
  }

  private <T> void add(Topic<T> topic, int partition, T record) {
    records.add(
        new ProducerRecord<>(
            topic.name(), partition, bytes(topic.name()), topic.codec().encode(record)));
  }

  private void add(Topic<?> topic, String key, byte[] value) {
    records.add(new ProducerRecord<>(topic.name(), bytes(key), value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
