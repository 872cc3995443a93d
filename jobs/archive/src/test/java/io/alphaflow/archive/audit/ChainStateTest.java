package io.alphaflow.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainStateTest {

  private static final StateCodec<ChainState> CODEC = new StateCodec<>(ChainState.class);

  private final EvidenceReader reader = new EvidenceReader();

  private List<Evidence> evidence(List<RawRecord> log) {
    return log.stream().map(reader::read).flatMap(Optional::stream).toList();
  }

  private static List<String> hashes(ChainState chain, List<Evidence> evidence) {
    List<String> hashes = new ArrayList<>();
    for (Evidence each : evidence) {
      chain.append(each).ifPresent(row -> hashes.add(row.position() + " " + row.head().hash()));
    }
    return hashes;
  }

  @Test
  void eachRowCarriesTheHashOfTheOneBefore() {
    ChainState chain = new ChainState();
    byte[] before = new byte[32];
    long position = 0;
    for (Evidence each : evidence(AuditLog.decisions(5))) {
      AuditRow row = chain.append(each).orElseThrow();
      assertThat(row.position()).isEqualTo(++position);
      assertThat(row.previousHash()).isEqualTo(before);
      before = row.hash();
    }
    assertThat(position).isEqualTo(5);
  }

  /** Computed with Python's hashlib: the encoding is a promise to whoever keeps heads. */
  @Test
  void hashIsTheOneThatTheDocumentationSays() {
    Evidence evidence =
        new Evidence(
            "main",
            "decisions",
            0,
            41,
            1,
            EvidenceKind.DECISION,
            "main/7",
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(AuditRow.hash(evidence, 7, new byte[32])))
        .isEqualTo("b4520fefa212f0715c34a6210ddcc0fab6a25e2485ece2a1f661b1a897d08634");
  }

  @Test
  void goesOnFromStoredStateAsIfNothingHadHappened() {
    List<Evidence> all = evidence(AuditLog.decisions(40));
    List<String> undisturbed = hashes(new ChainState(), all);
    ChainState first = new ChainState();
    List<String> hashes = new ArrayList<>(hashes(first, all.subList(0, 17)));
    ChainState restored = CODEC.decode(CODEC.encode(first));
    hashes.addAll(hashes(restored, all.subList(17, 40)));
    assertThat(hashes).isEqualTo(undisturbed);
  }

  @Test
  void recordsBeforeItsEndAreNotTakenAgain() {
    List<Evidence> all = evidence(AuditLog.decisions(5));
    ChainState chain = new ChainState();
    hashes(chain, all);
    assertThat(hashes(chain, all)).isEmpty();
  }

  @Test
  void takesDecisionsCommandsAndReportsAndNothingElse() {
    List<RawRecord> log = new ArrayList<>(AuditLog.journal(1));
    log.addAll(AuditLog.decisions(1));
    log.add(new RawRecord(Topics.DECISIONS.name(), 0, 1, 0, "", new byte[] {'{'}));
    assertThat(evidence(log))
        .extracting(e -> e.kind() + " " + e.identity() + " of " + e.chain())
        .containsExactly(
            "EXECUTION_REPORT t-main-1/1 of account main, journal-1",
            "EXECUTION_REPORT t-main-1/2 of account main, journal-1",
            "EXECUTION_REPORT t-main-1/3 of account main, journal-1",
            "COMMAND ann/1385415240000001 of all accounts, journal-1",
            "DECISION main/1 of account main, decisions-0");
  }
}
