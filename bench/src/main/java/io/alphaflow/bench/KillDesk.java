package io.alphaflow.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.risk.CancelAllCommand;
import io.alphaflow.cli.risk.ResumeCommand;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.OrderState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;

/** Risk job and execution job on one broker and the simulated exchange, and a person. */
final class KillDesk implements AutoCloseable {

  private static final String STRATEGY = "kill";

  /** Orders are placed faster than Binance allows; what a cancel costs is as there. */
  private static final VenueLimits LIMITS = new VenueLimits(6_000, 100_000, 10_000_000, 100_000);

  private final VenueDesk desk;
  private final Path keys;
  private final TopicReader decisions;
  private final TopicReader journal;
  private final RecordCodec<Decision> decisionCodec = Topics.DECISIONS.codec();
  private final RecordCodec<JournalEntry> journalCodec = Topics.JOURNAL.codec();
  private final Set<String> approved = ConcurrentHashMap.newKeySet();
  private final AtomicInteger snapshots = new AtomicInteger();
  private volatile long cancelDecidedMillis;
  private volatile String rejection = "";
  private long signals;

  KillDesk(Path work) throws Exception {
    keys = work.resolve("keys");
    desk = new VenueDesk(work, risk(), LIMITS, 2);
    desk.start(RiskJob.settings(), RiskJob::configure);
    decisions = new TopicReader(desk.config().kafka(), Topics.DECISIONS, this::decision);
    journal = new TopicReader(desk.config().kafka(), Topics.JOURNAL, this::entry);
    desk.startExecution();
    VenueDesk.await("the venue states the balances", () -> snapshots.get() > 0);
    Mark mark = new Mark(VenueDesk.INSTRUMENT, 1, Fixed8.of(1_000), 1, 1_700_000_040_000_000L);
    write(instrument());
    write(mark);
    desk.producer().flush();
  }

  /** Limits that these orders do not reach, whatever they are. */
  private String risk() throws IOException {
    return """
        risk:
          limits:
            default:
              {maxOrderValue: 5000, maxOrderQuantity: 10, priceCollar: off, maxPosition: 10000,
               maxPositionValue: 10000000, maxGrossExposure: 20000000, maxDailyLoss: 1000000,
               ordersPerStrategy: 1000000/60s, ordersPerAccount: 1000000/60s, orderToFill: off,
               duplicateWindow: off}
          permissions: [{}]
          volatility: {method: none}
          breakers:
            default:
              {orderVelocity: off, repeatedExecution: off, losingStreak: off, rejectStorm: off,
               priceShock: off}
          operators:
            - {person: ann, role: trader, publicKey: "%s"}
            - {person: bob, role: risk, publicKey: "%s"}
        """
        .formatted(OperatorKeys.create(key("ann")), OperatorKeys.create(key("bob")));
  }

  private static Instrument instrument() {
    long cent = Fixed8.parse("0.01");
    long step = Fixed8.parse("0.0001");
    return new Instrument(
        VenueDesk.INSTRUMENT,
        1,
        "BTCUSD",
        "BTC",
        "USD",
        cent,
        cent,
        Fixed8.of(1_000_000),
        step,
        step,
        Fixed8.of(1_000),
        Fixed8.of(1),
        true,
        0);
  }

  private Path key(String person) {
    return keys.resolve(person + ".pem");
  }

  private void decision(ConsumerRecord<byte[], byte[]> in, long nanos) {
    Decision decision = decode(decisionCodec, in.value());
    if (decision.outcome() == Outcome.CANCEL) {
      cancelDecidedMillis = in.timestamp();
    } else if (decision.outcome() == Outcome.REJECTED) {
      rejection = decision.violations().toString();
    }
    decision.approvedOrder().ifPresent(order -> approved.add(order.clientOrderId()));
  }

  private void entry(ConsumerRecord<byte[], byte[]> in, long nanos) {
    if (decode(journalCodec, in.value()) instanceof AccountSnapshot) {
      snapshots.incrementAndGet();
    }
  }

  private static <T> T decode(RecordCodec<T> codec, byte[] value) {
    try {
      return codec.decode(value);
    } catch (CodecException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A strategy wants limit orders that the market does not reach. */
  void want(int orders) {
    for (int i = 0; i < orders; i++) {
      signals++;
      write(
          new Signal(
              STRATEGY,
              VenueDesk.ACCOUNT,
              VenueDesk.INSTRUMENT,
              signals,
              0,
              Side.BUY,
              SizingMode.BASE_QUANTITY,
              Fixed8.of(1),
              OrderType.LIMIT,
              VenueDesk.FAR_PRICE,
              1,
              "kill",
              0,
              Map.of()));
    }
    desk.producer().flush();
  }

  private void write(JournalEntry entry) {
    LogWrite write = LogWrite.toPartition(0, entry);
    desk.producer()
        .send(new ProducerRecord<>(Topics.JOURNAL.name(), 0, write.key(), write.value()));
  }

  /** Forgets what was approved before. */
  void forget() {
    approved.clear();
  }

  /**
   * Our ids of what was approved since.
   *
   * @throws IllegalStateException when the gate rejected an order: these are to get through
   */
  Set<String> approved() {
    if (!rejection.isEmpty()) {
      throw new IllegalStateException("the gate rejected an order: " + rejection);
    }
    return Set.copyOf(approved);
  }

  /** When the gate's decision to cancel was written, the broker's clock, epoch milliseconds. */
  long cancelDecidedMillis() {
    return cancelDecidedMillis;
  }

  /**
   * Ann types {@code alphaflow cancel-all}.
   *
   * @return wall time just before her command was signed, epoch µs
   */
  long cancelAll() throws IOException {
    String answer = run(new CancelAllCommand(), "ann");
    return new ObjectMapper().readTree(answer).path("sequence").asLong();
  }

  /** Bob lets the desk trade again. */
  void resume() {
    run(new ResumeCommand(), "bob");
  }

  private String run(Object command, String person) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("--person", person, "--key", key(person).toString()));
    arguments.addAll(List.of("--config", desk.configFile().toString()));
    arguments.addAll(List.of("--account", VenueDesk.ACCOUNT, "--reason", "bench", "--json"));
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(command + " failed: " + out + errors);
    }
    return out.toString();
  }

  /** All orders that ever came to the venue. */
  List<OrderState> orders() {
    return desk.orders();
  }

  @Override
  public void close() throws IOException {
    decisions.close();
    journal.close();
    desk.close();
  }
}
