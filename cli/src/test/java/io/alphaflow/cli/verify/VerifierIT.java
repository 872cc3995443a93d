package io.alphaflow.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.LogSender;
import io.alphaflow.cli.Period;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verification while the desk runs: the test writes to the logs what the jobs would, and when they
 * would.
 */
@Timeout(120)
class VerifierIT {

  private static final String BTC = "sim:BTC/USD";
  private static final long MINUTE = 60_000_000;

  /** So much later than the log that it answers is an answer written. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir Path work;
  private KafkaBroker broker;
  private Path file;
  private DeskConfig config;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    broker.createTopics(topics);
    file = work.resolve("desk.yaml");
    Files.writeString(
        file,
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        strategies:
          - id: pulse
            type: ma-cross
            account: main
            symbols: [BTC/USD]
            params: {fast: 1, slow: 2, type: sma}
        """
            .formatted(broker.bootstrapServers()));
    config = DeskConfig.load(file);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** The journal's partition of the account, and what is decided about it. */
  private final List<Signal> journal =
      List.of(signal(1, Side.BUY), signal(2, Side.SELL), signal(3, Side.BUY));

  private static Signal signal(long sequence, Side side) {
    return new Signal(
        "hand",
        "main",
        BTC,
        sequence,
        sequence,
        side,
        SizingMode.BASE_QUANTITY,
        Fixed8.ONE,
        OrderType.MARKET,
        0,
        1,
        "",
        sequence,
        Map.of());
  }

  private List<byte[]> decisions() {
    return decisions(journal);
  }

  private List<byte[]> decisions(List<Signal> about) {
    List<byte[]> decisions = new ArrayList<>();
    JournalReplay gate =
        new JournalReplay(RiskOptions.read(config), (decision, bytes) -> decisions.add(bytes));
    for (int offset = 0; offset < about.size(); offset++) {
      LogWrite write = LogWrite.toAccount("main", about.get(offset), 2);
      gate.accept(
          new RawRecord(
              Topics.JOURNAL.name(), write.partition(), offset, 0, write.key(), write.value()));
    }
    assertThat(decisions).hasSameSizeAs(about);
    return decisions;
  }

  private void writeJournal(List<Signal> signals) throws Exception {
    int partition = Partitions.of("main", 2);
    write(Topics.JOURNAL, partition, signals.stream().map(Topics.JOURNAL.codec()::encode).toList());
  }

  private void writeDecisions(List<byte[]> decisions) throws Exception {
    write(Topics.DECISIONS, Partitions.of("main", 2), decisions);
  }

  private void write(Topic<?> topic, int partition, List<byte[]> values) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(
          new ProducerRecord<>(
              topic.name(), partition, "key".getBytes(StandardCharsets.UTF_8), value));
    }
    LogSender.send(config.kafka(), records);
  }

  private interface Action {
    void run() throws Exception;
  }

  /**
   * Does it later, in a thread of this test's: the JDK's own for that has the class loader of
   * whoever used it first in this process, which may be a job's that is closed, where Kafka finds
   * nothing.
   */
  private static CompletableFuture<Void> late(Action action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            Thread.sleep(LATE.toMillis());
            action.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "late").start());
  }

  @Test
  void decisionsThatAreWrittenAfterTheJournalWasReadAreAwaited() throws Exception {
    List<byte[]> decisions = decisions();
    writeJournal(journal);
    writeDecisions(decisions.subList(0, 1));
    CompletableFuture<Void> written = late(() -> writeDecisions(decisions.subList(1, 3)));
    Verifier.Result result = Verifier.verify(config);
    written.get(30, TimeUnit.SECONDS);
    assertThat(result.first()).isEmpty();
    assertThat(result.decisions()).isEqualTo(3);
  }

  @Test
  void aDecisionThatIsNeverWrittenIsADifference() throws Exception {
    writeJournal(journal);
    writeDecisions(decisions().subList(0, 2));
    Verifier.Result result = Verifier.verify(config, Optional.empty(), Period.ALL, SHORT);
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().text())
        .startsWith("decision/main number 3 is not recorded; the replay makes {");
  }

  @Test
  void aLateDecisionWithOtherContentIsADifference() throws Exception {
    List<byte[]> decisions = decisions();
    writeJournal(journal);
    writeDecisions(decisions.subList(0, 2));
    String other =
        new String(decisions.get(2), StandardCharsets.UTF_8)
            .replace("\"strategy\":\"hand\"", "\"strategy\":\"foot\"");
    CompletableFuture<Void> written =
        late(() -> writeDecisions(List.of(other.getBytes(StandardCharsets.UTF_8))));
    Verifier.Result result = Verifier.verify(config);
    written.get(30, TimeUnit.SECONDS);
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().text())
        .startsWith("decision/main number 3 is recorded as {")
        .contains("foot", "hand");
  }

  @Test
  void aDecisionAboutNothingIsADifference() throws Exception {
    writeJournal(journal.subList(0, 2));
    writeDecisions(decisions());
    Verifier.Result result = Verifier.verify(config, Optional.empty(), Period.ALL, SHORT);
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().text())
        .startsWith("decision/main number 3 is recorded but the replay does not make it");
  }

  @Test
  void signalsThatAreWrittenAfterTheTradesWereReadAreAwaited() throws Exception {
    List<Signal> signals = writeTrades();
    writeJournal(signals.subList(0, 1));
    CompletableFuture<Void> written = late(() -> writeJournal(signals.subList(1, signals.size())));
    SignalVerifier.Result result = SignalVerifier.verify(config);
    written.get(30, TimeUnit.SECONDS);
    assertThat(result.first()).isEmpty();
    assertThat(result.signals()).isEqualTo(signals.size());
  }

  @Test
  void aSignalThatIsNeverWrittenIsADifference() throws Exception {
    List<Signal> signals = writeTrades();
    writeJournal(signals.subList(0, signals.size() - 1));
    SignalVerifier.Result result =
        SignalVerifier.verify(config, Optional.empty(), Period.ALL, SHORT);
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().text())
        .startsWith("signal/pulse/sim:BTC/USD number " + signals.size() + " is not recorded");
  }

  @Test
  void onlyWhatWasSignalledInThePeriodIsCompared() throws Exception {
    List<Signal> signals = writeTrades();
    Signal last = signals.get(signals.size() - 1);
    List<Signal> recorded = new ArrayList<>(signals.subList(0, signals.size() - 1));
    recorded.add(last.resized(2 * last.size()));
    writeJournal(recorded);
    SignalVerifier.Result before =
        SignalVerifier.verify(config, new Period(Long.MIN_VALUE, last.time()));
    assertThat(before.first()).isEmpty();
    assertThat(before.signals()).isEqualTo(signals.size() - 1);
    SignalVerifier.Result after =
        SignalVerifier.verify(config, new Period(last.time(), Long.MAX_VALUE));
    assertThat(after.signals()).isEqualTo(1);
    assertThat(after.first().orElseThrow().fields())
        .singleElement()
        .asString()
        .startsWith("size: recorded ");
  }

  @Test
  void theCommandTellsTheStoryOfTheFirstDifference() throws Exception {
    List<Signal> signals = writeTrades();
    List<byte[]> decisions = decisions(signals);
    writeJournal(signals);
    String other =
        new String(decisions.get(1), StandardCharsets.UTF_8)
            .replace("\"position\":\"0\"", "\"position\":\"7\"");
    decisions.set(1, other.getBytes(StandardCharsets.UTF_8));
    writeDecisions(decisions);
    CommandRun verify =
        CommandRun.of(new VerifyCommand(), "--from", "1970-01-01", "--config", file.toString());
    assertThat(verify.code()).as(verify.text()).isEqualTo(1);
    assertThat(verify.out())
        .contains(
            "Decided from 1970-01-01T00:00:00Z to the end",
            "%d signals and %d decisions replayed, 1 differences"
                .formatted(signals.size(), signals.size()),
            "First difference: decision/main number 2 is recorded as {",
            "inputs.position: recorded \"7\", the replay makes \"0\"",
            "As the desk recorded it:",
            "main/2");
    CommandRun none =
        CommandRun.of(
            new VerifyCommand(), "--from", "1971-01-01", "--json", "--config", file.toString());
    assertThat(none.code()).as(none.text()).isZero();
    assertThat(none.out()).contains("\"decisions\":0", "\"differences\":0");
  }

  @Test
  void whatToVerifyHasToBeSaid() {
    assertThat(CommandRun.of(new VerifyCommand()).code()).isEqualTo(2);
    assertThat(CommandRun.of(new VerifyCommand(), "--all", "--to", "2026-01-31").code())
        .isEqualTo(2);
    CommandRun wrong = CommandRun.of(new VerifyCommand(), "--from", "yesterday");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--from yesterday: expected a time such as 2024-01-31");
    CommandRun empty =
        CommandRun.of(new VerifyCommand(), "--from", "2026-01-31", "--to", "2026-01-30");
    assertThat(empty.code()).isEqualTo(2);
  }

  /** Up one minute and down the next; what the strategy makes of it. */
  private List<Signal> writeTrades() throws Exception {
    List<Signal> signals = new ArrayList<>();
    TradeLogReplay strategies = new TradeLogReplay(SignalsOptions.read(config), new Into(signals));
    int partition = Partitions.of(BTC, 2);
    List<byte[]> trades = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      long time = i * MINUTE;
      Trade trade = new Trade(BTC, i, Fixed8.of(100 + i % 2), Fixed8.ONE, false, time, time);
      trades.add(Topics.TRADES.codec().encode(trade));
      strategies.feed(partition, i - 1, trade);
    }
    write(Topics.TRADES, partition, trades);
    assertThat(signals).hasSizeGreaterThan(3);
    return signals;
  }

  private record Into(List<Signal> signals) implements TradeLogReplay.Output {

    @Override
    public void signal(Signal signal) {
      signals.add(signal);
    }

    @Override
    public void alert(Alert alert) {}

    @Override
    public void refused(int partition, long offset, String code, String reason) {
      throw new AssertionError(code + " " + reason);
    }
  }
}
