package io.alphaflow.archive.audit;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Topics;
import java.util.Optional;

/** Finds what belongs into an audit chain, and into which. */
public final class EvidenceReader {

  private final RecordCodec<Decision> decisions = Topics.DECISIONS.codec();
  private final RecordCodec<JournalEntry> journal = Topics.JOURNAL.codec();

  /**
   * A record of any log as evidence. Empty for one of another kind, and for one that cannot be read
   * or says no account: that is a dead letter, and no table has it either.
   */
  public Optional<Evidence> read(RawRecord in) {
    try {
      if (in.topic().equals(Topics.DECISIONS.name())) {
        Decision decision = decisions.decode(in.value());
        return evidence(
            in,
            EvidenceKind.DECISION,
            decision.account(),
            decision.time(),
            decision.account(),
            decision.sequence());
      } else if (in.topic().equals(Topics.JOURNAL.name())) {
        return entry(in, journal.decode(in.value()));
      }
      return Optional.empty();
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private static Optional<Evidence> entry(RawRecord in, JournalEntry entry) {
    if (entry instanceof ExecutionReport report) {
      return evidence(
          in,
          EvidenceKind.EXECUTION_REPORT,
          report.account(),
          report.time(),
          report.clientOrderId(),
          report.sequence());
    } else if (entry instanceof OperatorCommand command && command.level() != null) {
      return evidence(
          in,
          EvidenceKind.COMMAND,
          command.level().account(),
          command.time(),
          command.person(),
          command.sequence());
    }
    return Optional.empty();
  }

  private static Optional<Evidence> evidence(
      RawRecord in, EvidenceKind kind, String account, long time, String name, long number) {
    if (account == null || name == null) {
      return Optional.empty();
    }
    // The database has no text with a NUL; the record itself is kept as bytes.
    String identity = (name + "/" + number).replace('\u0000', ' ');
    return Optional.of(
        new Evidence(
            account, in.topic(), in.partition(), in.offset(), time, kind, identity, in.value()));
  }
}
