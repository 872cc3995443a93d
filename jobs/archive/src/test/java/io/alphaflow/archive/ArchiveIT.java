package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.archive.audit.AuditResult;
import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.AuditVerifier;
import io.alphaflow.archive.audit.Heads;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ArchiveIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path work;

  private KafkaBroker kafka;
  private FlinkCluster flink;
  private ArchiveDatabase database;

  @BeforeEach
  void start() throws Exception {
    kafka = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> partitions = new HashMap<>();
    Topics.ALL.forEach(topic -> partitions.put(topic.name(), 2));
    kafka.createTopics(partitions);
    Configuration settings = new Configuration();
    // The restart goes back to a checkpoint before the last.
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000);
    flink = FlinkCluster.start(work.resolve("flink"), 2, 0, settings);
    database = ArchiveDatabase.migrated(work.resolve("database"), Preference.EMBEDDED);
  }

  @AfterEach
  void stop() {
    flink.close();
    database.close();
    kafka.close();
  }

  @Test
  void everyKindOfRecordLandsOnceAndUndecodableBytesBecomeDeadLetters() throws Exception {
    byte[] broken = "{\"instrument\":".getBytes(StandardCharsets.UTF_8);
    write(Samples.everyKind());
    write(
        List.of(
            new Sample(Topics.BARS.name(), 1, broken),
            new Sample(Topics.DEAD_LETTERS.name(), 1, broken)));
    submit(null);

    await("dead_letters", 3);
    await("pnl", 1);
    await("execution_reports", 3);
    for (String table :
        List.of(
            "trades",
            "gaps",
            "quotes",
            "bars",
            "instruments",
            "marks",
            "strategy_changes",
            "positions",
            "breaker_trips",
            "commands",
            "alerts",
            "orders",
            "positions_latest",
            "equity_curve",
            "reject_reasons",
            "bars_rebuilt")) {
      await(table, 1);
    }
    await("decisions", 2);
    await("signals", 2);
    await("account_snapshots", 2);
    await("trade_blotter", 2);
    await("audit", 6);
    assertThat(database.ask("SELECT price || ' ' || quantity FROM trades"))
        .isEqualTo("802.59000000 0.57654321");
    assertThat(database.ask("SELECT exchange_time AT TIME ZONE 'UTC' FROM trades"))
        .isEqualTo("2013-11-25 21:34:07");
    assertThat(
            database.ask(
                "SELECT state || ' ' || filled_quantity || ' ' || average_price || ' ' || fees"
                    + " FROM orders"))
        .isEqualTo("FILLED 1.50000000 800.02500000 1.20000000");
    assertThat(database.ask("SELECT tag FROM trade_blotter LIMIT 1")).isEqualTo("cross-up");
    assertThat(
            database.ask(
                "SELECT trim_scale(stop_loss) || ' ' || (take_profit IS NULL) || ' ' ||"
                    + " trim_scale(trailing_stop) FROM signals WHERE origin = 'STRATEGY'"))
        .isEqualTo("790.5 true 12");
    assertThat(
            database.ask(
                "SELECT version || (parameters ->> 'fast') || (instruments ->> 0)"
                    + " || (effective_time IS NULL) FROM strategy_changes"))
        .isEqualTo("310sim:BTC/USDtrue");
    assertThat(database.ask("SELECT code FROM reject_reasons")).isEqualTo("MAX_ORDER_VALUE");
    assertThat(database.ask("SELECT inputs ->> 'mark' FROM decisions LIMIT 1")).isEqualTo("800.01");
    assertThat(database.ask("SELECT count(*) FROM dead_letters WHERE code = 'UNDECODABLE'"))
        .isEqualTo("2");
  }

  @Test
  void givesTheSameRowsWhenRestartedFromACheckpointWithEverythingSentAgain() throws Exception {
    List<Sample> all = new ArrayList<>(Samples.everyKind());
    for (long id = 2; id <= 2_000; id++) {
      all.add(sample(Topics.TRADES, (int) (id % 2), Samples.trade(id)));
      all.add(sample(Topics.JOURNAL, 0, Samples.mark(id)));
      all.add(sample(Topics.JOURNAL, 1, Samples.mark(id)));
    }
    JobID first = submit(null);
    write(all.subList(0, all.size() / 2));
    String checkpoint = flink.triggerCheckpoint(first);
    write(all.subList(all.size() / 2, all.size()));
    await("trades", 2_000);
    await("marks", 2_000);
    flink.triggerCheckpoint(first);
    Map<String, String> undisturbed = database.contents();
    flink.cancel(first);

    submit(checkpoint);
    write(all);
    for (int partition = 0; partition < 2; partition++) {
      long last = 2_001 + partition;
      write(
          List.of(
              sample(Topics.TRADES, partition, Samples.trade(last)),
              sample(Topics.JOURNAL, partition, Samples.mark(last))));
    }
    await("trades", 2_002);
    await("marks", 2_002);
    database.run(
        "DELETE FROM trades WHERE trade_id > 2000; DELETE FROM marks WHERE sequence > 2000");
    Map<String, String> afterwards = database.contents();
    // The audit says what stands in the logs: what was sent again is there again.
    assertThat(undisturbed.remove("audit")).startsWith("6 ");
    assertThat(afterwards.remove("audit")).startsWith("12 ");
    assertThat(afterwards).isEqualTo(undisturbed);
    Heads heads = new Heads();
    AuditResult audit =
        new AuditVerifier(database.source(), heads, 0, rows -> {}).verify(AuditScope.ALL);
    assertThat(audit.faults()).isEmpty();
  }

  @Test
  void losesNothingWhileTheDatabaseIsDown() throws Exception {
    submit(null);
    write(trades(1, 500));
    await("trades", 500);
    int port = database.port();
    database.close();
    write(trades(501, 3_000));
    // Longer than the patience of the job, so that it fails and starts again meanwhile.
    Thread.sleep(4_000);
    write(trades(3_001, 5_000));
    database = ArchiveDatabase.start(work.resolve("database"), Preference.EMBEDDED, port);
    await("trades", 5_000);
    assertThat(database.ask("SELECT count(DISTINCT trade_id) || ' ' || max(trade_id) FROM trades"))
        .isEqualTo("5000 5000");
  }

  private static List<Sample> trades(long from, long to) {
    List<Sample> trades = new ArrayList<>();
    for (long id = from; id <= to; id++) {
      trades.add(sample(Topics.TRADES, (int) (id % 2), Samples.trade(id)));
    }
    return trades;
  }

  private JobID submit(String checkpoint) {
    StreamExecutionEnvironment env = flink.environment(new Configuration());
    env.setParallelism(2);
    ArchiveJob.configure(env, config());
    JobID job = checkpoint == null ? flink.submit(env) : flink.submit(env, checkpoint);
    flink.awaitRunning(job, PATIENCE);
    return job;
  }

  private DeskConfig config() {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s"}
        venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
        accounts:
          - {id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}
        database: {jdbcUrl: "%s", user: "%s", password: "%s"}
        archive: {patience: 2s}
        """
            .formatted(
                kafka.bootstrapServers(),
                database.options().jdbcUrl(),
                database.options().user(),
                database.options().password().reference()));
  }

  private void write(List<Sample> samples) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Sample sample : samples) {
        producer.send(
            new ProducerRecord<>(sample.topic(), sample.partition(), null, sample.value()));
      }
    }
  }

  private void await(String table, long rows) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (database.count(table) < rows && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(database.count(table)).as(table).isEqualTo(rows);
  }
}
