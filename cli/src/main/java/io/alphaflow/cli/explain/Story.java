package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.control.Checks.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the logs tell of a decision, from tick to fill.
 *
 * @param decision the decision
 * @param cause the entry of the journal that was answered
 * @param checks what each control found, those that were kept included; empty when the gate decides
 *     otherwise now
 * @param trade the trade that led to it
 * @param reports of its order, in their order
 * @param children of a parent, in their order
 * @param isFilled whether anything of the order was traded
 * @param pnl the account's P&amp;L around the fills
 * @param alerts that concern it, by time
 */
record Story(
    Placed<Decision> decision,
    Optional<Placed<JournalEntry>> cause,
    Optional<List<Check>> checks,
    Optional<Placed<Trade>> trade,
    List<Placed<ExecutionReport>> reports,
    List<Children.Child> children,
    boolean isFilled,
    Optional<PnlEffect> pnl,
    List<Placed<Alert>> alerts) {

  /**
   * Reads it from the logs of a desk.
   *
   * @throws io.alphaflow.cli.UserError when there is no such decision
   */
  static Story read(DeskConfig config, Wanted wanted) throws IOException {
    try (PartitionReader reader = new PartitionReader(config.kafka())) {
      Placed<Decision> found = DecisionSearch.find(reader, wanted, config.currencies().keySet());
      Decision decision = found.record();
      Children children = Children.of(reader, found);
      JournalStory journal = JournalStory.read(reader, decision, children, config);
      Optional<Placed<Trade>> trade =
          decision.triggerTradeId() == 0
              ? Optional.empty()
              : TradeSearch.find(reader, decision.instrument(), decision.triggerTradeId());
      List<Placed<?>> entries = new ArrayList<>(journal.reports());
      journal.cause().ifPresent(entries::add);
      RelatedAlerts alerts = new RelatedAlerts(decision, entries);
      LogReader.readAll(config.kafka(), alerts::take, Topics.ALERTS);
      return new Story(
          found,
          journal.cause(),
          journal.checks(),
          trade,
          journal.reports(),
          children.all(),
          !journal.snapshots().isEmpty(),
          PnlEffect.read(reader, decision.account(), journal.snapshots()),
          alerts.found());
    }
  }
}
