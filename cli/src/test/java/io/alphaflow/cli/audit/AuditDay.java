package io.alphaflow.cli.audit;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.identity.ClientOrderId;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A day of a desk, 2026-01-31: five signals, of which one is too large, one is as large and passes
 * by an override of two persons, and one comes when all is halted. One more signal on the next day.
 */
final class AuditDay {

  static final String DATE = "2026-01-31";

  /**
   * Eight decisions, of which two cancel what was not sent yet, two reports, four commands in one
   * partition and one of them in the other as well.
   */
  static final int AUDITED = 15;

  private static final String BTC = "sim:BTC/USD";

  /** 2026-01-31T12:00:00Z. */
  private static final long NOON = 1_769_860_800_000_000L;

  private static final long MINUTE = 60_000_000L;

  private final DeskConfig config;
  private final Map<String, PrivateKey> keys;
  private final int home = Partitions.of("main", 2);
  private final List<JournalEntry> entries = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

  private AuditDay(DeskConfig config, Map<String, PrivateKey> keys) {
    this.config = config;
    this.keys = keys;
  }

  static void write(DeskConfig config, Map<String, PrivateKey> keys) throws Exception {
    AuditDay day = new AuditDay(config, keys);
    day.journal();
    day.derive();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      day.records.forEach(producer::send);
    }
  }

  private static long usd(long whole) {
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
            usd(1_000_000),
            10_000,
            10_000,
            usd(1_000),
            usd(1),
            true,
            0));
    entries.add(new ClockTick("sim", 1, NOON));
    entries.add(
        new AccountSnapshot("main", 1, NOON, List.of(new AssetBalance("USD", usd(100_000), 0))));
    at(1);
    entries.add(signal(1, "0.5", 1));
    entries.add(report(1, ExecutionType.ACCEPTED));
    entries.add(report(2, ExecutionType.FILL));
    entries.add(
        sign(
            command(1, "bob", Level.account("main"), CommandAction.SET_LIMITS, "quiet day")
                .withLimits(Map.of("maxOrderValue", "3000"))));
    at(5);
    entries.add(signal(2, "3", 5));
    OperatorCommand override =
        command(6, "bob", Level.account("main"), CommandAction.OVERRIDE, "to hedge")
            .withCodes(List.of("MAX_ORDER_VALUE"), "carol")
            .until(NOON + 60 * MINUTE);
    entries.add(CommandSignature.countersign(sign(override), keys.get("carol")));
    at(7);
    entries.add(signal(3, "4", 7));
    entries.add(
        new BreakerTrip(
            Level.account("main"),
            "order-velocity",
            NOON + 8 * MINUTE,
            NOON + 8 * MINUTE,
            StopKind.HALTED,
            0,
            false,
            "3 approvals in 10 m"));
    entries.add(signal(4, "0.25", 7));
    entries.add(sign(command(9, "ann", Level.DESK, CommandAction.HALT, "drill")));
    at(10);
    entries.add(signal(5, "0.125", 10));
    entries.add(sign(command(11, "eve", Level.DESK, CommandAction.RESUME, "let me in")));
    at(13 * 60);
    entries.add(signal(6, "0.0625", 13 * 60));
  }

  private void at(long minute) {
    long time = NOON + minute * MINUTE;
    entries.add(new Mark(BTC, minute, usd(1_000), minute, time));
  }

  private static Signal signal(long sequence, String quantity, long minute) {
    return new Signal(
        "trend",
        "main",
        BTC,
        sequence,
        NOON + minute * MINUTE,
        Side.BUY,
        SizingMode.BASE_QUANTITY,
        Fixed8.parse(quantity),
        OrderType.MARKET,
        0,
        1,
        "cross-up",
        minute,
        Map.of());
  }

  private ExecutionReport report(long sequence, ExecutionType type) {
    boolean fill = type == ExecutionType.FILL;
    return new ExecutionReport(
        "main",
        "trend",
        BTC,
        ClientOrderId.of(config.desk(), "main", 1),
        1,
        sequence,
        type,
        Side.BUY,
        Fixed8.parse("0.5"),
        "venue-7",
        fill ? 31 : 0,
        fill ? Fixed8.parse("0.5") : 0,
        fill ? usd(1_000) : 0,
        fill ? Fixed8.parse("0.5") : 0,
        0,
        "",
        false,
        fill,
        NOON + 2 * MINUTE,
        "");
  }

  private OperatorCommand command(
      long minute, String person, Level level, CommandAction action, String reason) {
    long time = NOON + minute * MINUTE;
    return OperatorCommand.of(config.desk(), person, time, level, action, reason, time);
  }

  /** Eve has no key that anybody knows. */
  private OperatorCommand sign(OperatorCommand command) {
    PrivateKey key = keys.getOrDefault(command.person(), keys.get("ann"));
    return CommandSignature.sign(command, key);
  }

  /** What the gate makes of the journal. */
  private void derive() {
    Gate gate = new Gate(RiskOptions.read(config));
    for (int offset = 0; offset < entries.size(); offset++) {
      JournalEntry entry = entries.get(offset);
      byte[] value = Topics.JOURNAL.codec().encode(entry);
      add(Topics.JOURNAL, home, value);
      gate.read(value, home, offset, new Answers());
      if (entry instanceof OperatorCommand command && command.action() == CommandAction.HALT) {
        add(Topics.JOURNAL, 1 - home, value);
      }
    }
  }

  /** Writes decisions and alerts, as the job does. */
  private final class Answers implements GateOutput {
    @Override
    public void decision(Decision decision) {
      add(Topics.DECISIONS, home, Topics.DECISIONS.codec().encode(decision));
    }

    @Override
    public void alert(Alert alert) {
      add(Topics.ALERTS, 0, Topics.ALERTS.codec().encode(alert));
    }

    @Override
    public void signal(Signal signal) {}

    @Override
    public void breakerEvent(BreakerEvent event) {}

    @Override
    public void refused(String code, String reason) {}
  }

  private void add(Topic<?> topic, int partition, byte[] value) {
    byte[] key = topic.name().getBytes(StandardCharsets.UTF_8);
    records.add(new ProducerRecord<>(topic.name(), partition, key, value));
  }
}
