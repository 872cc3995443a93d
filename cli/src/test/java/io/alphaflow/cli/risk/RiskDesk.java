package io.alphaflow.cli.risk;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics of a desk, its configuration, and the keys of its persons. */
final class RiskDesk implements AutoCloseable {

  /** 2026-01-31T12:00:00Z. */
  static final long NOON = 1_769_860_800_000_000L;

  /** Ann may stop, bob and carol may start again, vic may look, dora may do everything. */
  static final Map<String, String> ROLES =
      Map.of("ann", "trader", "bob", "risk", "carol", "risk", "vic", "viewer", "dora", "admin");

  private final Path work;
  private final KafkaBroker broker;

  private RiskDesk(Path work, KafkaBroker broker) {
    this.work = work;
    this.broker = broker;
  }

  static RiskDesk start(Path work) throws Exception {
    KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    broker.createTopics(topics);
    RiskDesk desk = new RiskDesk(work, broker);
    Files.writeString(desk.configFile(), yaml(work, broker.bootstrapServers()));
    return desk;
  }

  /** A configuration; the keys of its persons are made in the folder. */
  static String yaml(Path work, String kafka) throws IOException {
    StringBuilder operators = new StringBuilder();
    for (Map.Entry<String, String> person : ROLES.entrySet()) {
      operators.append(
          "    - {person: %s, role: %s, publicKey: \"%s\"}\n"
              .formatted(
                  person.getKey(),
                  person.getValue(),
                  OperatorKeys.create(key(work, person.getKey()))));
    }
    return """
    desk: test
    kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
    venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
            symbols: [BTC/USD, ETH/USD]}
    accounts:
      - {id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}
      - {id: spare, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}
    strategies:
      - {id: trend, type: ma-cross, account: main, symbols: [BTC/USD], params: {fast: 5}}
    risk:
      limits:
        default: {maxOrderValue: 5000}
        symbols: {ETH/USD: {maxOrderValue: 3000}}
      permissions: [{}]
      operators:
    %s\
    """
        .formatted(kafka, operators);
  }

  private static Path key(Path work, String person) {
    return work.resolve("keys").resolve(person + ".pem");
  }

  Path configFile() {
    return work.resolve("desk.yaml");
  }

  Path key(String person) {
    return key(work, person);
  }

  DeskConfig config() {
    return DeskConfig.load(configFile());
  }

  String servers() {
    return broker.bootstrapServers();
  }

  /** Runs a command as a person. */
  CommandRun run(Object command, String person, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--person", person, "--key", key(person).toString()));
    all.addAll(List.of("--config", configFile().toString()));
    return CommandRun.of(command, all.toArray(String[]::new));
  }

  /** The market's time in both partitions of the journal. */
  void reach(long time) throws Exception {
    for (int partition = 0; partition < 2; partition++) {
      ClockTick tick = new ClockTick("sim", time / 1_000_000, time);
      write(Topics.JOURNAL, partition, LogWrite.toPartition(partition, tick).value());
    }
  }

  void write(Topic<?> topic, Integer partition, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = topic.name().getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic.name(), partition, key, value)).get();
    }
  }

  /** The commands in the journal, by where they stand. */
  Map<String, OperatorCommand> commands() throws Exception {
    RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
    List<RawRecord> raw = new ArrayList<>();
    LogReader.readAll(config().kafka(), raw::add, Topics.JOURNAL);
    Map<String, OperatorCommand> commands = new LinkedHashMap<>();
    for (RawRecord record : raw) {
      if (codec.decode(record.value()) instanceof OperatorCommand command) {
        commands.put(record.partition() + "@" + record.offset(), command);
      }
    }
    return commands;
  }

  @Override
  public void close() {
    broker.close();
  }
}
