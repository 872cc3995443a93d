package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands between a person and the logs; what the desk would say is written by the test. */
@Timeout(120)
class StrategyCommandIT {

  @TempDir Path work;
  private KafkaBroker broker;
  private Path config;
  private String annsKey;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    broker.createTopics(topics);
    config = work.resolve("desk.yaml");
    annsKey = OperatorKeys.create(key("ann"));
    Files.writeString(
        config,
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD, ETH/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        strategies:
          - {id: trend, type: ma-cross, account: main, symbols: [BTC/USD], params: {fast: 5}}
        risk:
          operators:
            - {person: ann, role: trader, publicKey: "%s"}
            - {person: bob, role: viewer, publicKey: "%s"}
        """
            .formatted(broker.bootstrapServers(), annsKey, OperatorKeys.create(key("bob"))));
  }

  private Path key(String person) {
    return work.resolve("keys").resolve(person + ".pem");
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aWishIsSignedCompleteAndNumbered() throws Exception {
    run(
        0,
        "ann",
        "add",
        "quick",
        "ma-cross",
        "--symbol",
        "ETH/USD",
        "--param",
        "fast=3",
        "--no-wait");
    run(0, "ann", "update", "trend", "--param", "slow=40", "--no-wait");
    run(0, "ann", "pause", "trend", "--no-wait", "--effective", "2026-01-31T12:00:00Z");
    List<StrategyChange> changes = read(Topics.STRATEGIES);
    assertThat(changes)
        .hasSize(3)
        .allMatch(c -> CommandSignature.verify(c, CommandSignature.publicKey(annsKey)));
    StrategyChange added = changes.stream().filter(c -> c.id().equals("quick")).findFirst().get();
    assertThat(added.version()).isEqualTo(1);
    assertThat(added.action()).isEqualTo(Action.RUN);
    assertThat(added.instruments()).containsExactly("sim:ETH/USD");
    assertThat(added.account()).isEqualTo("main");
    assertThat(added.parameters()).containsEntry("fast", "3").containsEntry("slow", "26");
    List<StrategyChange> trend = changes.stream().filter(c -> c.id().equals("trend")).toList();
    assertThat(trend).extracting(StrategyChange::version).containsExactly(1L, 2L);
    assertThat(trend.get(0).parameters()).containsEntry("fast", "5").containsEntry("slow", "40");
    assertThat(trend.get(1).action()).isEqualTo(Action.PAUSE);
    assertThat(trend.get(1).effectiveTime()).isEqualTo(1_769_860_800_000_000L);
  }

  @Test
  void whoMayNotChangeStrategiesIsToldBeforeAnythingIsSent() throws Exception {
    assertThat(run(1, "bob", "remove", "trend")).contains("\"bob\" may not").contains("ann");
    assertThat(run(1, "eve", "remove", "trend")).contains("\"eve\" may not");
    String[] withBobsKey = {"remove", "trend", "--person", "ann", "--key", key("bob").toString()};
    assertThat(run(1, withBobsKey)).contains("is not the key of ann");
    assertThat(run(1, "ann", "resume", "trend")).contains("there is nothing to resume");
    assertThat(run(1, "ann", "pause", "nothing")).contains("there are: trend");
    assertThat(read(Topics.STRATEGIES)).isEmpty();
  }

  @Test
  void theDesksAnswerDecidesTheExitCode() throws Exception {
    tell("strategy/trend/1/sim:BTC/USD/STRATEGY_PAUSED", "STRATEGY_PAUSED", "sim:BTC/USD");
    tell("strategy/trend/2/refused", "STRATEGY_CHANGE_REFUSED", "");
    assertThat(run(0, "ann", "pause", "trend")).contains("trend is paused");
    assertThat(run(1, "ann", "resume", "trend")).contains("trend is refused");
    assertThat(run(1, "ann", "remove", "trend", "--wait", "1"))
        .contains("did not answer within 1 s");
    assertThat(run(1, "ann", "add", "new", "ma-cross", "--symbol", "BTC/USD", "--wait", "1"))
        .contains("sent with 0 of the ")
        .contains("did not answer within 1 s");
    tell("strategy/old/1/sim:BTC/USD/STRATEGY_ADDED", "STRATEGY_ADDED", "sim:BTC/USD");
    assertThat(run(0, "ann", "add", "old", "ma-cross", "--symbol", "BTC/USD", "--wait", "1"))
        .contains("STRATEGY_ADDED: a sentence")
        .contains("It waits for enough bars");
  }

  @Test
  void aChangeThatWaitsForItsTimeIsNotUndoneByAnother() throws Exception {
    String[] tomorrow = {
      "--param", "slow=40", "--effective", "2026-02-01T00:00:00Z", "--wait", "1"
    };
    reach("2026-01-31T12:00:00Z");
    assertThat(run(0, "ann", "update", "trend", tomorrow))
        .contains("takes effect at market time 2026-02-01T00:00:00Z");
    for (String[] next :
        List.of(
            new String[] {"update", "--param", "fast=4"},
            new String[] {"pause"},
            new String[] {"resume"})) {
      assertThat(run(1, "ann", next[0], "trend", Arrays.copyOfRange(next, 1, next.length)))
          .contains("change 1 of trend (RUN, by ann) takes effect at 2026-02-01T00:00:00Z")
          .contains("the market's time is 2026-01-31T12:00:00Z");
    }
    assertThat(read(Topics.STRATEGIES)).hasSize(1);
    assertThat(run(0, new String[] {"list"})).contains(", takes effect at 2026-02-01T00:00:00Z");

    reach("2026-02-01T00:00:00Z");
    run(0, "ann", "pause", "trend", "--no-wait");
    run(0, "ann", "remove", "trend", "--no-wait", "--effective", "2026-02-02T00:00:00Z");
    assertThat(run(1, "ann", "add", "trend", "ma-cross", "--symbol", "BTC/USD"))
        .contains("one that is not in use");
    assertThat(run(1, "ann", "resume", "trend")).contains("takes effect at 2026-02-02");
    run(0, "ann", "remove", "trend", "--no-wait");
    assertThat(run(1, "ann", "remove", "trend")).contains("there is no strategy instance");
    assertThat(read(Topics.STRATEGIES))
        .extracting(StrategyChange::version)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  /** The market's time, told by heartbeats. */
  private void reach(String time) throws Exception {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    int partition = Partitions.of("sim:BTC/USD", 2);
    Heartbeat heartbeat = new Heartbeat(partition, micros, List.of());
    byte[] value = Topics.TRADES.codec().encode(heartbeat);
    write(new ProducerRecord<>(Topics.TRADES.name(), partition, null, value));
  }

  @Test
  void forgedAndUnreadableWishesChangeNothing() throws Exception {
    StrategyChange forged =
        new StrategyChange(
            "trend",
            7,
            Action.REMOVE,
            "ma-cross",
            "main",
            List.of("sim:BTC/USD"),
            "1m",
            new TreeMap<>(),
            0,
            "ann",
            1,
            List.of(),
            "AAAA");
    write(Topics.STRATEGIES, "trend", Topics.STRATEGIES.codec().encode(forged));
    write(Topics.STRATEGIES, "trend", "not JSON".getBytes(StandardCharsets.UTF_8));
    assertThat(run(0, new String[] {"list"}))
        .contains("trend")
        .contains("running")
        .contains("as configured");
  }

  @Test
  void noDeskIsASentence() throws Exception {
    String text = Files.readString(config).replace(broker.bootstrapServers(), "localhost:9");
    Files.writeString(config, text);
    assertThat(run(1, new String[] {"list"})).contains("no Kafka answers at localhost:9");
  }

  private String run(int code, String person, String command, String id, String... rest) {
    List<String> arguments = new ArrayList<>(List.of(command, id));
    arguments.addAll(List.of("--person", person, "--key", key(person).toString()));
    arguments.addAll(List.of(rest));
    return run(code, arguments.toArray(String[]::new));
  }

  private String run(int code, String[] arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    CommandLine line = new CommandLine(new StrategyCommand()).setOut(out).setErr(out);
    line.setExecutionExceptionHandler(
        (e, c, parsed) -> {
          out.println(e.getMessage());
          return 1;
        });
    assertThat(line.execute(all.toArray(String[]::new))).as(() -> text.toString()).isEqualTo(code);
    return text.toString();
  }

  private void tell(String id, String code, String where) throws Exception {
    Alert alert = new Alert("signals", id, Severity.INFO, code, "main", where, 5, "a sentence");
    write(Topics.ALERTS, "signals", Topics.ALERTS.codec().encode(alert));
  }

  private void write(Topic<?> topic, String key, byte[] value) throws Exception {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    write(new ProducerRecord<>(topic.name(), bytes, value));
  }

  private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private <T> List<T> read(Topic<T> topic) throws Exception {
    RecordCodec<T> codec = topic.codec();
    List<RawRecord> raw = new ArrayList<>();
    LogReader.readAll(DeskConfig.load(config).kafka(), raw::add, topic);
    List<T> records = new ArrayList<>();
    for (RawRecord record : raw) {
      records.add(codec.decode(record.value()));
    }
    return records;
  }
}
