package io.alphaflow.archive.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.ArchiveDatabase;
import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.StorageOptions;
import io.alphaflow.archive.audit.AuditLog;
import io.alphaflow.archive.audit.Evidence;
import io.alphaflow.archive.audit.EvidenceReader;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditOperatorIT {

  @TempDir static Path folder;

  private static ArchiveDatabase database;

  private final List<Evidence> all = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    database = ArchiveDatabase.migrated(folder, Preference.EMBEDDED);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    EvidenceReader reader = new EvidenceReader();
    List<RawRecord> log = new ArrayList<>(AuditLog.decisions(30));
    log.addAll(AuditLog.journal(9));
    log.stream().map(reader::read).flatMap(Optional::stream).forEach(all::add);
    database.run(
        "ALTER TABLE audit DISABLE TRIGGER USER; TRUNCATE audit;"
            + " ALTER TABLE audit ENABLE TRIGGER USER");
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Evidence, AuditHead> harness(
      int batchSize) throws Exception {
    return harness(database.options(), batchSize);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Evidence, AuditHead> harness(
      DatabaseOptions where, int batchSize) throws Exception {
    ArchiveOptions options =
        new ArchiveOptions(
            batchSize,
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ZERO,
            StorageOptions.DEFAULTS);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new AuditOperator(where, options), e -> e.chain().key(), Types.STRING);
  }

  private static String chain(AuditHead head) {
    return head.chain() + " " + head.position();
  }

  @Test
  void tellsAHeadOnlyWhenItsRowIsInTheDatabase() throws Exception {
    try (var harness = harness(1_000)) {
      harness.setProcessingTime(0);
      harness.open();
      for (Evidence each : all) {
        harness.processElement(each, 0);
      }
      assertThat(database.count("audit")).isZero();
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.setProcessingTime(400);
      assertThat(database.count("audit")).isEqualTo(42);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues())
          .extracting(AuditOperatorIT::chain)
          .containsExactly("decisions/0/main 30", "journal/1/main 3", "journal/1/* 9");
      for (AuditHead head : harness.extractOutputValues()) {
        assertThat(
                database.ask(
                    "SELECT account || ' ' || log FROM audit WHERE encode(hash, 'hex') = '"
                        + head.hash()
                        + "' AND position = "
                        + head.position()))
            .isEqualTo(head.account() + " " + head.log());
      }
      harness.prepareSnapshotPreBarrier(2);
      assertThat(harness.extractOutputValues()).hasSize(3);
      assertThat(harness.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void goesOnRightAfterACrash() throws Exception {
    run(harness(1), all);
    String undisturbed = database.contents().get("audit");
    for (int crash : new int[] {1, 17, 29, 33, 41}) {
      empty();
      OperatorSubtaskState state;
      try (var first = harness(1)) {
        first.open();
        for (Evidence each : all.subList(0, crash / 2)) {
          first.processElement(each, 0);
        }
        first.prepareSnapshotPreBarrier(1);
        state = first.snapshot(1, 1);
        // Behind the checkpoint: written, then forgotten.
        for (Evidence each : all.subList(crash / 2, crash)) {
          first.processElement(each, 0);
        }
      }
      var second = harness(1);
      second.initializeState(state);
      run(second, all.subList(crash / 2, 42));
      assertThat(database.contents().get("audit")).as("crash " + crash).isEqualTo(undisturbed);
    }
  }

  @Test
  void startedWithoutStateItGivesTheSameRowsAgain() throws Exception {
    run(harness(7), all);
    String once = database.contents().get("audit");
    run(harness(5), all);
    assertThat(database.contents().get("audit")).isEqualTo(once);
  }

  @Test
  void keepsRowsInItsCheckpointWhileTheDatabaseIsDownAndTellsNoHeadOfThem() throws Exception {
    run(harness(1), all);
    String undisturbed = database.contents().get("audit");
    empty();
    DatabaseOptions nowhere =
        new DatabaseOptions(
            "jdbc:postgresql://127.0.0.1:1/x", "writer", database.options().password());
    var down = harness(nowhere, 10);
    down.open();
    for (Evidence each : all.subList(0, 42)) {
      down.processElement(each, 0);
    }
    down.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = down.snapshot(1, 1);
    assertThat(down.extractOutputValues()).isEmpty();
    // Killed, not finished: that would wait for the database.
    down.getOneInputOperator().close();
    var second = harness(10);
    second.initializeState(state);
    run(second, List.of());
    assertThat(database.contents().get("audit")).isEqualTo(undisturbed);
    assertThat(second.extractOutputValues()).hasSize(3);
  }

  private void run(
      KeyedOneInputStreamOperatorTestHarness<String, Evidence, AuditHead> harness,
      List<Evidence> evidence)
      throws Exception {
    try (harness) {
      harness.open();
      for (Evidence each : evidence) {
        harness.processElement(each, 0);
      }
      harness.prepareSnapshotPreBarrier(9);
    }
  }
}
