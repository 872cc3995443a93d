package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Better;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;

/**
 * Cells of a heat map, as cells of an HTML table, so that it is read without JavaScript: green
 * above 0, red below, the stronger the farther; the other way round where less is better.
 */
final class Heat {

  private static final double FAINT = 0.08;
  private static final double STRONG = 0.72;

  private final Unit unit;
  private final double largest;
  private final Better better;

  /**
   * @param unit of the values
   * @param largest absolute value of all
   * @param better which values are good ones
   */
  Heat(Unit unit, double largest, Better better) {
    this.better = better;
    this.unit = unit;
    this.largest = largest;
  }

  /** Attributes of a cell; without a colour for NaN. */
  String attributes(double value) {
    if (Double.isNaN(value)) {
      return " class=\"heat\"";
    }
    double share = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
    return Text.of(
        " class=\"heat\" style=\"background:rgba(var(--%s),%.2f)\"",
        better.score(value) < 0 ? "loss-rgb" : "gain-rgb",
        value == 0 ? 0 : FAINT + (STRONG - FAINT) * share);
  }

  String text(double value) {
    return Html.escape(unit.format(value));
  }
}
