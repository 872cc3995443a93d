package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
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
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.replay.Explanation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the journal tells of a decision: what caused it, what the controls found, and what became of
 * its order.
 */
final class JournalStory {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final Decision decision;
  private final Set<String> orders;
  private final Children children;
  private final PnlReplay pnl;
  private final Explanation explanation;
  private Placed<JournalEntry> cause;
  private final Map<String, Placed<ExecutionReport>> reports = new LinkedHashMap<>();
  private final List<Long> snapshots = new ArrayList<>();

  private JournalStory(Decision decision, Children children, DeskConfig config) {
    this.decision = decision;
    this.children = children;
    this.orders =
        decision.approvedOrder().stream()
            .flatMap(order -> order.legs().stream())
            .map(OrderIntent::clientOrderId)
            .collect(Collectors.toSet());
    this.pnl = new PnlReplay(PnlOptions.read(config));
    this.explanation = new Explanation(RiskOptions.read(config), decision.journalOffset());
  }

  /** Reads the partition of a decision from its beginning to its present end. */
  static JournalStory read(
      PartitionReader reader, Decision decision, Children children, DeskConfig config)
      throws IOException {
    JournalStory story = new JournalStory(decision, children, config);
    reader.forwards(Topics.JOURNAL, decision.journalPartition(), 0, story::take, () -> false);
    return story;
  }

  private void take(RawRecord in) {
    if (in.offset() <= decision.journalOffset()) {
      explanation.accept(in);
    }
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
    children.take(in, entry);
    List<PnlSnapshot> made = pnl.apply(in, entry);
    if (entry instanceof ExecutionReport report && orders.contains(report.clientOrderId())) {
      String identity = report.clientOrderId() + "#" + report.sequence();
      reports.putIfAbsent(identity, new Placed<>(report, in));
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

  /**
   * What each control found, those that were kept included; empty when the gate decides otherwise
   * now, because its options are not those of then.
   */
  Optional<List<Check>> checks() {
    return explanation.decisions().contains(decision)
        ? Optional.of(explanation.checks())
        : Optional.empty();
  }

  /** The reports of the order, or both of a pair, as they were written, each once. */
  List<Placed<ExecutionReport>> reports() {
    return List.copyOf(reports.values());
  }

  /** Numbers of the P&amp;L snapshots that its fills led to. */
  List<Long> snapshots() {
    return List.copyOf(snapshots);
  }
}
