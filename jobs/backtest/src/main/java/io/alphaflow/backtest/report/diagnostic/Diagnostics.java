package io.alphaflow.backtest.report.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All rules. */
public final class Diagnostics {

  static final List<Rule> RULES =
      List.of(
          SampleRules::noTrades,
          SampleRules::tooFewTrades,
          SampleRules::oneTradeMakesTheProfit,
          SampleRules::shortSpan,
          SampleRules::longFlat,
          SampleRules::openAtTheEnd,
          LuckRules::intervalHoldsZero,
          LuckRules::luckiestOfTheTrials,
          LuckRules::parameterAtTheEdge,
          LuckRules::lonelyPeak,
          LuckRules::benchmarkBeatsIt,
          FillRules::fillBeforeItsDecision,
          FillRules::priceThatWasNotTraded,
          FillRules::tooGoodToBeTrue,
          FillRules::fillsOnStaleData,
          FillRules::dataGaps,
          FillRules::dependsOnOptimisticFills,
          CostRules::costsEatTheProfit,
          CostRules::fewOrdersFill,
          CostRules::venueRefuses,
          CostRules::oneControlRejects,
          RiskRules::ruin,
          RiskRules::drawdownAtTheEnd,
          RiskRules::leverage,
          RiskRules::limitBroken);

  private Diagnostics() {}

  /** What the rules find, what matters most first. */
  public static List<Finding> of(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : RULES) {
      Optional<Finding> finding = rule.check(evidence);
      finding.ifPresent(findings::add);
    }
    findings.sort(Comparator.comparing(Finding::severity));
    return findings;
  }
}
