package io.alphaflow.strategy;

import io.alphaflow.common.model.Protection;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import java.math.RoundingMode;
import java.util.List;

/**
 * Protective exits as percentages of the price at which a strategy decided, for any strategy that
 * buys.
 */
public final class ProtectionParameters {

  /** The parameters that {@link #of} reads. */
  public static final List<ParameterSpec> ALL =
      List.of(
          percent("stop-loss", "sells when the mark is this far below the entry"),
          percent("take-profit", "sells when the mark is this far above the entry"),
          percent("trailing-stop", "sells when the mark is this far below its highest since"));

  private final long stopLoss;
  private final long takeProfit;
  private final long trailingStop;

  private ProtectionParameters(long stopLoss, long takeProfit, long trailingStop) {
    this.stopLoss = stopLoss;
    this.takeProfit = takeProfit;
    this.trailingStop = trailingStop;
  }

  private static ParameterSpec percent(String name, String meaning) {
    return ParameterSpec.amount(
        name,
        "0",
        0,
        Fixed8.of(name.equals("take-profit") ? 10_000 : 99),
        meaning + ", percent; 0: never");
  }

  /** What the parameters say. */
  public static ProtectionParameters of(Parameters parameters) {
    return new ProtectionParameters(
        parameters.amount("stop-loss"),
        parameters.amount("take-profit"),
        parameters.amount("trailing-stop"));
  }

  /**
   * The exits of an entry.
   *
   * @param price at which it was decided, units of 1e-8
   */
  public Protection at(long price) {
    return new Protection(
        stopLoss == 0 ? 0 : price - part(price, stopLoss),
        takeProfit == 0 ? 0 : price + part(price, takeProfit),
        trailingStop == 0 ? 0 : part(price, trailingStop));
  }

  private static long part(long price, long percent) {
    return Fixed8.multiplyDivide(price, percent, Fixed8.of(100), RoundingMode.HALF_UP);
  }
}
