package io.alphaflow.archive.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.ArchiveDatabase;
import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.Samples;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

  private static OneInputStreamOperatorTestHarness<RawRecord, DeadLetter> open(
      DatabaseOptions options, int batchSize) throws Exception {
    ArchiveOptions archive =
        new ArchiveOptions(batchSize, Duration.ofMillis(200), Duration.ofMillis(300));
    var harness = new OneInputStreamOperatorTestHarness<>(new ArchiveOperator(options, archive));
    harness.setProcessingTime(0);
    harness.open();
    return harness;
  }

  private static <T> RawRecord record(Topic<T> topic, long offset, T value) {
    return new RawRecord(topic.name(), 0, offset, 0, "", topic.codec().encode(value));
  }

  private static RawRecord trade(long id) {
    return record(Topics.TRADES, id, Samples.trade(id));
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
                assertThat(letter.reason()).contains("alerts").contains("22021");
              });
    }
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
  void failsWithASentenceWhenTheDatabaseStaysAway() throws Exception {
    DatabaseOptions nowhere =
        new DatabaseOptions(
            "jdbc:postgresql://127.0.0.1:1/alphaflow?password=hidden",
            "writer",
            database.options().password());
    try (var harness = open(nowhere, 1)) {
      assertThatThrownBy(() -> harness.processElement(trade(1), 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write to table trades")
          .hasMessageContaining("127.0.0.1:1")
          .hasMessageNotContaining("hidden");
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
