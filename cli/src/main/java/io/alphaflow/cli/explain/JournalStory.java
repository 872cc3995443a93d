package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the journal tells of a decision: what caused it, and what became of its order. */
final class JournalStory {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final Decision decision;
  private final String order;
  private final PnlReplay pnl;
  private Placed<JournalEntry> cause;
  private final SortedMap<Long, Placed<ExecutionReport>> reports = new TreeMap<>();
  private final List<Long> snapshots = new ArrayList<>();

  private JournalStory(Decision decision, PnlOptions options) {
    this.decision = decision;
    this.order = decision.approvedOrder().map(OrderIntent::clientOrderId).orElse("");
    this.pnl = new PnlReplay(options);
  }

  /** Reads the partition of a decision from its beginning to its present end. */
  static JournalStory read(PartitionReader reader, Decision decision, PnlOptions options)
      throws IOException {
    JournalStory story = new JournalStory(decision, options);
    reader.forwards(Topics.JOURNAL, decision.journalPartition(), 0, story::take, () -> false);
    return story;
  }

  private void take(RawRecord in) {
    JournalEntry entry;
    try {
      entry = codec.decode(in.value());
    } catch (CodecException e) {
      // The desk passes over it, too.
      return;
    }
    if (in.offset() == decision.journalOffset()) {
      cause = new Placed<>(entry, in);
    }
    List<PnlSnapshot> made = pnl.apply(in, entry);
    if (entry instanceof ExecutionReport report
        && !order.isEmpty()
        && report.clientOrderId().equals(order)) {
      reports.putIfAbsent(report.sequence(), new Placed<>(report, in));
      made.stream()
          .filter(s -> s.account().equals(decision.account()) && s.cause().equals("FILL"))
          .map(PnlSnapshot::sequence)
          .forEach(snapshots::add);
    }
  }

  /** The entry that was answered; empty when the journal has it no more. */
  Optional<Placed<JournalEntry>> cause() {
    return Optional.ofNullable(cause);
  }

  /** The reports of the order, in their order, each once. */
  List<Placed<ExecutionReport>> reports() {
    return List.copyOf(reports.values());
  }

  /** Numbers of the P&amp;L snapshots that its fills led to. */
  List<Long> snapshots() {
    return List.copyOf(snapshots);
  }
}
