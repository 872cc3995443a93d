package io.alphaflow.cli.rerun;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fill rules for orders beside those of a recording: its latency and its fees, each the middle of
 * what was recorded; what was not recorded is as a backtest usually has it.
 */
public final class MeasuredRules {

  private MeasuredRules() {}

  /** The rules. */
  public static FillRules of(Recording recording) {
    FillRules usual = FillRules.DEFAULT;
    long taker = fee(recording, false).orElse(usual.takerFee());
    return new FillRules(
        usual.mode(),
        usual.timing(),
        fee(recording, true).orElse(taker),
        taker,
        feesInQuote(recording) ? FeeAsset.QUOTE : FeeAsset.RECEIVED,
        usual.spreadTicks(),
        usual.slippage(),
        latency(recording).orElse(usual.entryLatency()));
  }

  /** From the decision to the first fill of market orders, in market time, microseconds. */
  private static Optional<Long> latency(Recording recording) {
    List<Long> all = new ArrayList<>();
    for (Decision decision : recording.decisions().values()) {
      if (decision.approvedOrder().filter(o -> o.orderType() == OrderType.MARKET).isPresent()) {
        recording.reports(decision.order().clientOrderId()).stream()
            .filter(report -> report.executionType() == ExecutionType.FILL)
            .findFirst()
            .ifPresent(fill -> all.add(Math.max(0, fill.time() - decision.time())));
      }
    }
    return middle(all);
  }

  /** Share of a fill, units of 1e-8. */
  private static Optional<Long> fee(Recording recording, boolean maker) {
    List<Long> all = new ArrayList<>();
    recording
        .reports()
        .filter(r -> r.executionType() == ExecutionType.FILL && r.maker() == maker)
        .forEach(fill -> rate(fill).ifPresent(all::add));
    return middle(all);
  }

  private static Optional<Long> rate(ExecutionReport fill) {
    InstrumentId id = InstrumentId.parse(fill.instrument());
    long traded =
        fill.feeAsset().equals(id.base())
            ? fill.lastQuantity()
            : fill.feeAsset().equals(id.quote())
                ? Fixed8.multiply(fill.lastQuantity(), fill.lastPrice(), RoundingMode.HALF_EVEN)
                : 0;
    return traded == 0
        ? Optional.empty()
        : Optional.of(Fixed8.divide(fill.fee(), traded, RoundingMode.HALF_EVEN));
  }

  private static boolean feesInQuote(Recording recording) {
    List<ExecutionReport> buys =
        recording
            .reports()
            .filter(r -> r.executionType() == ExecutionType.FILL && r.fee() != 0)
            .filter(r -> r.side() == Side.BUY)
            .toList();
    return !buys.isEmpty()
        && buys.stream()
            .allMatch(r -> r.feeAsset().equals(InstrumentId.parse(r.instrument()).quote()));
  }

  private static Optional<Long> middle(List<Long> all) {
    all.sort(null);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() / 2));
  }
}
