package io.alphaflow.archive.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.ArchiveDatabase;
import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.Samples;
import io.alphaflow.archive.StorageOptions;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveOperatorIT {

  @TempDir static Path folder;

  private static ArchiveDatabase database;

  @BeforeAll
  static void start() throws Exception {
    // With hypertables where the machine can have them.
    database = ArchiveDatabase.migrated(folder, Preference.AUTO);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.run("TRUNCATE trades, alerts, dead_letters");
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, DeadLetter> create(
      DatabaseOptions options, int batchSize) throws Exception {
    ArchiveOptions archive =
        new ArchiveOptions(
            batchSize,
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            StorageOptions.DEFAULTS);
    Valve.ofThisTask().attach();
    var harness = new OneInputStreamOperatorTestHarness<>(new ArchiveOperator(options, archive));
    harness.setProcessingTime(0);
    return harness;
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, DeadLetter> open(
      DatabaseOptions options, int batchSize) throws Exception {
    var harness = create(options, batchSize);
    harness.open();
    return harness;
  }

  private static <T> RawRecord record(Topic<T> topic, long offset, T value) {
    return new RawRecord(topic.name(), 0, offset, 0, "", topic.codec().encode(value));
  }

  private static RawRecord trade(long id) {
    return record(Topics.TRADES, id, Samples.trade(id));
  }

  private static RawRecord trade(long id, long timestamp) {
    RawRecord trade = trade(id);
    return new RawRecord(trade.topic(), 0, id, timestamp, "", trade.value());
  }

  private static Alert alert(String id, String message) {
    return new Alert("pnl", id, Severity.INFO, "TEST", "", "", Samples.START, message);
  }

  @Test
  void writesWhenABatchIsFullWhenTheIntervalIsOverAndBeforeACheckpoint() throws Exception {
    try (var harness = open(database.options(), 3)) {
      harness.processElement(trade(1), 0);
      harness.processElement(trade(2), 0);
      assertThat(database.count("trades")).isZero();
      harness.processElement(trade(3), 0);
      assertThat(database.count("trades")).isEqualTo(3);
      harness.processElement(trade(4), 0);
      harness.setProcessingTime(199);
      assertThat(database.count("trades")).isEqualTo(3);
      harness.setProcessingTime(400);
      assertThat(database.count("trades")).isEqualTo(4);
      harness.processElement(trade(5), 0);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(database.count("trades")).isEqualTo(5);
    }
  }

  @Test
  void writesWhatIsLeftWhenTheInputEnds() throws Exception {
    try (var harness = open(database.options(), 100)) {
      harness.processElement(trade(1), 0);
      harness.endInput();
      harness.getOneInputOperator().finish();
      assertThat(database.count("trades")).isEqualTo(1);
    }
  }

  @Test
  void refusedRowBecomesADeadLetterAndTheRestOfItsBatchLands() throws Exception {
    try (var harness = open(database.options(), 100)) {
      for (int i = 0; i < 20; i++) {
        // PostgreSQL has no text with a NUL.
        String message = i == 13 ? "bad \u0000 text" : "good";
        harness.processElement(record(Topics.ALERTS, i, alert("a" + i, message)), 0);
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(database.count("alerts")).isEqualTo(19);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.code()).isEqualTo("ROW_REFUSED");
                assertThat(letter.offset()).isEqualTo(13);
                assertThat(letter.reason())
                    .contains("table alerts, row source=pnl id=a13 time=")
                    .contains("code=TEST")
                    .contains("22021");
              });
    }
  }

  @Test
  void namesWhatTheDatabaseRefusesWhateverIsWrongWithIt() throws Exception {
    Random random = new Random(1);
    String longId =
        random.ints(20_000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
    Alert jsonNul =
        alert("json", "x").about(Level.DESK, "", Map.of("observed", "a \u0000 in the document"));
    Trade farAway = new Trade(Samples.INSTRUMENT, 7, 1, 1, false, Long.MAX_VALUE, Samples.START);
    try (var harness = open(database.options(), 100)) {
      harness.processElement(record(Topics.ALERTS, 0, alert("good", "x")), 0);
      harness.processElement(record(Topics.ALERTS, 1, jsonNul), 0);
      harness.processElement(
          record(Topics.ALERTS, 2, alert(longId, "key beyond an index page")), 0);
      harness.processElement(record(Topics.TRADES, 3, farAway), 0);
      harness.processElement(trade(4), 0);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(database.count("alerts")).isEqualTo(1);
      assertThat(database.count("trades")).isEqualTo(1);
      assertThat(harness.extractOutputValues())
          .extracting(letter -> letter.offset() + " " + state(letter.reason()))
          .containsExactlyInAnyOrder("1 22P05", "2 54000", "3 22008");
    }
  }

  private static String state(String reason) {
    return reason.replaceFirst("(?s).*: ([0-9A-Z]{5}) ERROR.*", "$1");
  }

  @Test
  void deadLettersNeverCauseDeadLetters() throws Exception {
    DeadLetter refused = new DeadLetter("x", "t", 0, 1, 0, "CODE", "bad \u0000 text", "e30=");
    try (var harness = open(database.options(), 100)) {
      harness.processElement(record(Topics.DEAD_LETTERS, 1, refused), 0);
      harness.processElement(
          new RawRecord(Topics.DEAD_LETTERS.name(), 0, 2, 0, "", new byte[] {'{'}), 0);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(database.ask("SELECT string_agg(code, ' ' ORDER BY code) FROM dead_letters"))
          .isEqualTo("ROW_REFUSED UNDECODABLE");
    }
  }

  @Test
  void sameRowTwiceInOneBatchIsOneRow() throws Exception {
    try (var harness = open(database.options(), 100)) {
      harness.processElement(trade(1), 0);
      harness.processElement(trade(1), 0);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(database.count("trades")).isEqualTo(1);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void holdsTheSourceBackWhileTheDatabaseIsDownAndKeepsTheRecordsInItsCheckpoint()
      throws Exception {
    DatabaseOptions nowhere =
        new DatabaseOptions(
            "jdbc:postgresql://127.0.0.1:1/alphaflow?password=hidden",
            "writer",
            database.options().password());
    var down = open(nowhere, 2);
    for (long id = 1; id <= 3; id++) {
      down.processElement(trade(id), 0);
    }
    assertThat(Valve.ofThisTask().isOpen()).isFalse();
    down.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = down.snapshot(1, 0);
    // Killed, not finished: that would wait for the database.
    down.getOneInputOperator().close();
    try (var harness = create(database.options(), 100)) {
      harness.initializeState(state);
      harness.open();
      assertThat(Valve.ofThisTask().isOpen()).isTrue();
      assertThat(database.count("trades")).isZero();
      harness.setProcessingTime(200);
      assertThat(database.count("trades")).isEqualTo(3);
      harness.prepareSnapshotPreBarrier(2);
      assertThat(harness.snapshot(2, 0).getManagedOperatorState())
          .allSatisfy(
              handle ->
                  assertThat(handle.getStateNameToPartitionOffsets().get("unwritten").getOffsets())
                      .isEmpty());
    }
  }

  @Test
  void raisesAnAlertWhenTheDatabaseIsBehindAndWhenItCaughtUp() throws Exception {
    try (var harness = create(database.options(), 100)) {
      harness.setProcessingTime(1_000_000);
      harness.open();
      // Written to Kafka 61 seconds ago.
      harness.processElement(trade(1, 939_000), 0);
      harness.processElement(trade(2, 999_000), 0);
      harness.setProcessingTime(1_001_000);
      harness.processElement(trade(3, 1_001_000), 0);
      harness.setProcessingTime(1_002_000);
      harness.setProcessingTime(1_003_000);
      assertThat(harness.getSideOutput(SideOutputs.ALERTS))
          .extracting(alert -> alert.getValue().code() + " " + alert.getValue().id())
          .containsExactly(
              "ARCHIVE_BEHIND market.trades/0/1", "ARCHIVE_CAUGHT_UP market.trades/0/1");
    }
  }

  @Test
  void reconnectsAfterTheServerEndedTheConnection() throws Exception {
    try (var harness = open(database.options(), 1)) {
      harness.processElement(trade(1), 0);
      database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'alphaflow-archive'");
      harness.processElement(trade(2), 0);
      assertThat(database.count("trades")).isEqualTo(2);
    }
  }
}
