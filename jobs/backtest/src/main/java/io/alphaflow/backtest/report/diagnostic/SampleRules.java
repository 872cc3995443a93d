package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.TradeStatistics;
import io.alphaflow.backtest.statistics.Unit;
import java.util.Optional;

/** Whether there is enough to judge by. */
final class SampleRules {

  /** Below it a win rate of one half is uncertain by more than ±18 percentage points. */
  private static final int ENOUGH_TRADES = 30;

  private static final double MOST_OF_THE_PROFIT = 0.5;
  private static final int QUARTER_OF_A_YEAR = 90;
  private static final double LONG_PART = 0.3;

  private SampleRules() {}

  static Optional<Finding> noTrades(Evidence evidence) {
    if (evidence.statistics().trades().trades() > 0) {
      return Optional.empty();
    }
    OrderCounts counts = evidence.result().counts();
    String cause =
        counts.signals() == 0
            ? "The strategy gave no signal: its warm-up is longer than the data, or its condition was"
                + " never met."
            : counts.approved() == 0
                ? "Every signal was rejected by a control."
                : counts.filled() == 0
                    ? "No order was filled whole: prices were away from the market, or it was too"
                        + " thin."
                    : "What was opened was never closed.";
    return Optional.of(
        new Finding(
            "no-trades",
            Severity.ERROR,
            "No round trip ended",
            Text.of(
                "%d signals, %d approved, %d orders, %d filled.",
                counts.signals(), counts.approved(), counts.orders(), counts.filled()),
            cause,
            "Read the reject reasons below, take more data, or loosen what keeps orders from going."));
  }

  static Optional<Finding> tooFewTrades(Evidence evidence) {
    long trades = evidence.statistics().trades().trades();
    if (trades == 0 || trades >= ENOUGH_TRADES) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "too-few-trades",
            Severity.WARNING,
            "Too few round trips",
            Text.of(
                "%d ended; below %d the trade-based numbers say little.", trades, ENOUGH_TRADES),
            "The strategy trades seldom, or the data is short.",
            "Take more data or more instruments before believing win rate, payoff or Kelly."));
  }

  static Optional<Finding> oneTradeMakesTheProfit(Evidence evidence) {
    TradeStatistics trades = evidence.statistics().trades();
    double net = trades.netProfit();
    double largest = trades.largestWin();
    if (trades.trades() < 2 || !(net > 0) || !(largest >= MOST_OF_THE_PROFIT * net)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "one-trade",
            Severity.WARNING,
            "One round trip makes the profit",
            Text.of(
                "The largest win of %s is %s of the net profit; without it %s is left.",
                Unit.MONEY.format(largest),
                Unit.FRACTION.format(largest / net),
                Unit.MONEY.format(net - largest)),
            "A single move of the market was caught, which may not come again.",
            "Look at that round trip; test other periods and instruments."));
  }

  static Optional<Finding> shortSpan(Evidence evidence) {
    long days = evidence.statistics().period().observations();
    if (days == 0 || days >= QUARTER_OF_A_YEAR) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "short-span",
            Severity.WARNING,
            "A short span",
            Text.of("%d daily returns; numbers of a year are an extrapolation.", days),
            "The data covers less than a quarter of a year.",
            "Read total return and drawdown, not CAGR, Sharpe or Calmar; take more data."));
  }

  static Optional<Finding> longFlat(Evidence evidence) {
    EquityCurve curve = evidence.result().equity();
    long longest = 0;
    long since = -1;
    for (int i = 0; i < curve.size(); i++) {
      if (curve.gross()[i] > 0) {
        since = -1;
      } else if (since < 0) {
        since = curve.times()[i];
      } else {
        longest = Math.max(longest, curve.times()[i] - since);
      }
    }
    long span = evidence.span();
    if (evidence.statistics().trades().trades() == 0 || longest < LONG_PART * span) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "long-flat",
            Severity.NOTE,
            "A long time without a position",
            Text.of(
                "%s on end, %s of the span.",
                Unit.MICROSECONDS.format(longest), Unit.FRACTION.format((double) longest / span)),
            "The strategy waits for what seldom happens, was halted, or its data ended early.",
            "Look whether signals were rejected then; compare returns of the time in the market."));
  }

  static Optional<Finding> openAtTheEnd(Evidence evidence) {
    EquityCurve curve = evidence.result().equity();
    int last = curve.size() - 1;
    if (last < 0 || curve.gross()[last] <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "open-at-the-end",
            Severity.NOTE,
            "A position is open at the end",
            Text.of("%s at the last price.", Unit.MONEY.format(curve.gross()[last])),
            "The run ended before the strategy closed it.",
            "It is in the equity and in period-based numbers, and not in those of round trips."));
  }
}
