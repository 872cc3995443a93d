package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.common.model.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say of a run when its history is over.
 *
 * @param variants what became of each, in their order
 * @param from time of the first event, epoch microseconds UTC
 * @param to time of the last event
 * @param events how many there were
 * @param gaps stretches without a bar
 * @param priceBars prices for charts
 * @param alerts what strategies told: why one was stopped, for example
 */
public record RunResult(
    List<VariantResult> variants,
    long from,
    long to,
    long events,
    List<DataGap> gaps,
    List<PriceBars> priceBars,
    List<Alert> alerts) {

  /** Copies the lists. */
  public RunResult {
    variants = List.copyOf(variants);
    gaps = List.copyOf(gaps);
    priceBars = List.copyOf(priceBars);
    alerts = List.copyOf(alerts);
  }

  /**
   * One of the results of {@link BacktestOptions#part parts}. Alerts follow in the order of the
   * parts.
   *
   * @param parts in their order, at least one
   */
  public static RunResult of(List<RunResult> parts) {
    RunResult first = parts.get(0);
    List<Alert> alerts = new ArrayList<>();
    int number = 0;
    for (RunResult part : parts) {
      alerts.addAll(part.alerts());
      number += part.variants().size();
    }
    List<VariantResult> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(parts.get(i % parts.size()).variants().get(i / parts.size()));
    }
    return new RunResult(
        all, first.from(), first.to(), first.events(), first.gaps(), first.priceBars(), alerts);
  }
}
