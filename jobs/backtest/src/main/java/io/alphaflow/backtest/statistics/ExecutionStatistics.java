package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.common.money.Fixed8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quality of execution. Latencies are market time in microseconds, as the run models it; nothing
 * takes time with bars, of which acknowledgements have none.
 *
 * @param fillRatio orders that were filled whole over orders sent
 * @param rejectRatio decisions that let nothing go over all decisions
 * @param refuseRatio orders that the venue refused over orders sent
 * @param orderToFill orders sent over fills
 * @param makerShare of the traded value
 * @param latencyMedian half of the fills came faster
 * @param latencyP99 99 of 100 fills came faster
 * @param ackMedian half of the orders that were filled had been acknowledged faster after their
 *     decision
 * @param ackP99 99 of 100 had
 * @param ackFillMedian half of the fills came faster after their order's acknowledgement
 * @param ackFillP99 99 of 100 fills did
 * @param rejectShares for each code of a control, decisions in which it was broken over all
 *     decisions
 */
public record ExecutionStatistics(
    double fillRatio,
    double rejectRatio,
    double refuseRatio,
    double orderToFill,
    double makerShare,
    double latencyMedian,
    double latencyP99,
    double ackMedian,
    double ackP99,
    double ackFillMedian,
    double ackFillP99,
    SortedMap<String, Double> rejectShares) {

  static ExecutionStatistics of(BacktestResult result) {
    OrderCounts counts = result.counts();
    List<ExecutedFill> fills = result.fills();
    double traded = 0;
    double made = 0;
    for (ExecutedFill fill : fills) {
      double value = Fixed8.toDouble(fill.quantity()) * Fixed8.toDouble(fill.price());
      traded += value;
      made += fill.maker() ? value : 0;
    }
    double[] latencies =
        fills.stream()
            .filter(fill -> fill.decidedAt() > 0)
            .mapToDouble(fill -> fill.time() - fill.decidedAt())
            .toArray();
    Map<String, ExecutedFill> orders = new LinkedHashMap<>();
    fills.stream()
        .filter(fill -> fill.acceptedAt() > 0)
        .forEach(fill -> orders.putIfAbsent(fill.orderId(), fill));
    double[] acks =
        orders.values().stream()
            .mapToDouble(fill -> fill.acceptedAt() - fill.decidedAt())
            .toArray();
    double[] ackFills =
        fills.stream()
            .filter(fill -> fill.acceptedAt() > 0)
            .mapToDouble(fill -> fill.time() - fill.acceptedAt())
            .toArray();
    double decisions = counts.approved() + counts.rejected();
    SortedMap<String, Double> shares = new TreeMap<>();
    counts.rejections().forEach((code, times) -> shares.put(code, Numbers.ratio(times, decisions)));
    return new ExecutionStatistics(
        Numbers.ratio(counts.filled(), counts.orders()),
        Numbers.ratio(counts.rejected(), decisions),
        Numbers.ratio(
            counts.refused().values().stream().mapToLong(Long::longValue).sum(), counts.orders()),
        Numbers.ratio(counts.orders(), fills.size()),
        Numbers.ratio(made, traded),
        Numbers.quantile(latencies, 0.5),
        Numbers.quantile(latencies, 0.99),
        Numbers.quantile(acks, 0.5),
        Numbers.quantile(acks, 0.99),
        Numbers.quantile(ackFills, 0.5),
        Numbers.quantile(ackFills, 0.99),
        shares);
  }
}
