package io.alphaflow.backtest.statistics;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Every metric: key, label, unit, formula. r_t are returns from UTC day end to day end, E equity, b
 * and B those of the benchmark, p periods in a year, rf the risk-free rate of a period, x the
 * P&amp;L of a round trip net of fees.
 */
public enum Metric {
  /** Returns. */
  OBSERVATIONS(
      Block.PERIOD, "observations", "returns", Unit.COUNT, "n", s -> s.period().observations()),
  /** Total return. */
  TOTAL_RETURN(
      Block.PERIOD,
      "totalReturn",
      "total return",
      Unit.FRACTION,
      "E_n/E_0 − 1",
      s -> s.period().totalReturn()),
  /** CAGR. */
  CAGR(
      Block.PERIOD,
      "cagr",
      "CAGR",
      Unit.FRACTION,
      "(E_n/E_0)^(365/days) − 1",
      s -> s.period().cagr()),
  /** Volatility. */
  VOLATILITY(
      Block.PERIOD,
      "volatility",
      "volatility",
      Unit.FRACTION,
      "s·√p, s the sample deviation (n−1)",
      s -> s.period().volatility(),
      Better.LOWER),
  /** Sharpe ratio. */
  SHARPE(
      Block.PERIOD,
      "sharpe",
      "Sharpe ratio",
      Unit.RATIO,
      "mean(r − rf)/s·√p",
      s -> s.period().sharpe()),
  /** Sharpe ratio, interval from. */
  SHARPE_LOW(
      Block.PERIOD,
      "sharpeLow",
      "Sharpe ratio, interval from",
      Unit.RATIO,
      "stationary bootstrap, percentile",
      s -> s.period().sharpeLow()),
  /** Sharpe ratio, interval to. */
  SHARPE_HIGH(
      Block.PERIOD,
      "sharpeHigh",
      "Sharpe ratio, interval to",
      Unit.RATIO,
      "stationary bootstrap, percentile",
      s -> s.period().sharpeHigh()),
  /** Probabilistic Sharpe. */
  PROBABILISTIC_SHARPE(
      Block.PERIOD,
      "probabilisticSharpe",
      "probabilistic Sharpe",
      Unit.FRACTION,
      "Φ(SR·√(n−1)/√(1 − γ₃·SR + (γ₄−1)/4·SR²)), SR per period",
      s -> s.period().probabilisticSharpe()),
  /** Sharpe ratio of the luckiest trial. */
  LUCKY_SHARPE(
      Block.PERIOD,
      "luckySharpe",
      "Sharpe ratio of the luckiest trial",
      Unit.RATIO,
      "SR*·√p; SR* = √V·((1−γ)·Φ⁻¹(1−1/N) + γ·Φ⁻¹(1−1/(N·e)))",
      s -> s.period().luckySharpe(),
      Better.LOWER),
  /** Deflated Sharpe. */
  DEFLATED_SHARPE(
      Block.PERIOD,
      "deflatedSharpe",
      "deflated Sharpe",
      Unit.FRACTION,
      "Φ((SR − SR*)·√(n−1)/√(1 − γ₃·SR + (γ₄−1)/4·SR²))",
      s -> s.period().deflatedSharpe()),
  /** Sortino ratio. */
  SORTINO(
      Block.PERIOD,
      "sortino",
      "Sortino ratio",
      Unit.RATIO,
      "mean(r − rf)/√(Σ min(r − rf, 0)²/n)·√p",
      s -> s.period().sortino()),
  /** Max drawdown, day ends. */
  MAX_DRAWDOWN(
      Block.PERIOD,
      "maxDrawdown",
      "max drawdown, day ends",
      Unit.FRACTION,
      "min(E_t/max_{s≤t} E_s − 1)",
      s -> s.period().maxDrawdown()),
  /** Max drawdown, every point. */
  MAX_DRAWDOWN_EVERY_POINT(
      Block.PERIOD,
      "maxDrawdownEveryPoint",
      "max drawdown, every point",
      Unit.FRACTION,
      "the same over every point of the curve",
      s -> s.period().maxDrawdownEveryPoint()),
  /** Longest drawdown. */
  LONGEST_DRAWDOWN(
      Block.PERIOD,
      "longestDrawdownDays",
      "longest drawdown",
      Unit.DAYS,
      "longest time below a peak",
      s -> s.period().longestDrawdownDays(),
      Better.LOWER),
  /** Recovery of the deepest. */
  RECOVERY(
      Block.PERIOD,
      "recoveryDays",
      "recovery of the deepest",
      Unit.DAYS,
      "from its valley until its peak is reached again",
      s -> s.period().recoveryDays(),
      Better.LOWER),
  /** Calmar ratio. */
  CALMAR(
      Block.PERIOD,
      "calmar",
      "Calmar ratio",
      Unit.RATIO,
      "CAGR/abs(max drawdown)",
      s -> s.period().calmar()),
  /** Omega(0). */
  OMEGA(
      Block.PERIOD,
      "omega",
      "Omega(0)",
      Unit.RATIO,
      "Σ max(r, 0)/Σ max(−r, 0)",
      s -> s.period().omega()),
  /** Tail ratio. */
  TAIL_RATIO(
      Block.PERIOD,
      "tailRatio",
      "tail ratio",
      Unit.RATIO,
      "abs(q95/q5)",
      s -> s.period().tailRatio()),
  /** Gain to pain. */
  GAIN_TO_PAIN(
      Block.PERIOD,
      "gainToPain",
      "gain to pain",
      Unit.RATIO,
      "Σr/Σ max(−r, 0)",
      s -> s.period().gainToPain()),
  /** Ulcer index. */
  ULCER(
      Block.PERIOD,
      "ulcer",
      "Ulcer index",
      Unit.FRACTION,
      "√(Σdd²/(n−1))",
      s -> s.period().ulcer(),
      Better.LOWER),
  /** Martin ratio. */
  MARTIN(
      Block.PERIOD,
      "martin",
      "Martin ratio",
      Unit.RATIO,
      "total return/Ulcer index",
      s -> s.period().martin()),
  /** VaR 95. */
  VAR_95(
      Block.PERIOD,
      "var95",
      "VaR 95",
      Unit.FRACTION,
      "5 % quantile of r, linear between order statistics",
      s -> s.period().var95()),
  /** VaR 99. */
  VAR_99(
      Block.PERIOD, "var99", "VaR 99", Unit.FRACTION, "1 % quantile of r", s -> s.period().var99()),
  /** CVaR 95. */
  CVAR_95(
      Block.PERIOD,
      "cvar95",
      "CVaR 95",
      Unit.FRACTION,
      "mean of r at or below VaR 95",
      s -> s.period().cvar95()),
  /** CVaR 99. */
  CVAR_99(
      Block.PERIOD,
      "cvar99",
      "CVaR 99",
      Unit.FRACTION,
      "mean of r at or below VaR 99",
      s -> s.period().cvar99()),
  /** Skew. */
  SKEW(Block.PERIOD, "skew", "skew", Unit.RATIO, "bias-corrected", s -> s.period().skew()),
  /** Excess kurtosis. */
  KURTOSIS(
      Block.PERIOD,
      "kurtosis",
      "excess kurtosis",
      Unit.RATIO,
      "bias-corrected, 0 for normal returns",
      s -> s.period().kurtosis(),
      Better.LOWER),
  /** Best day. */
  BEST_DAY(Block.PERIOD, "bestDay", "best day", Unit.FRACTION, "max r", s -> s.period().bestDay()),
  /** Worst day. */
  WORST_DAY(
      Block.PERIOD, "worstDay", "worst day", Unit.FRACTION, "min r", s -> s.period().worstDay()),
  /** Winning days. */
  WINNING_DAYS(
      Block.PERIOD,
      "winningDays",
      "winning days",
      Unit.FRACTION,
      "days with r > 0/days with r ≠ 0",
      s -> s.period().winningDays()),
  /** Benchmark return. */
  BENCHMARK_RETURN(
      Block.BENCHMARK,
      "benchmarkReturn",
      "benchmark return",
      Unit.FRACTION,
      "B_n/B_0 − 1",
      s -> s.benchmark().totalReturn()),
  /** Benchmark CAGR. */
  BENCHMARK_CAGR(
      Block.BENCHMARK,
      "benchmarkCagr",
      "benchmark CAGR",
      Unit.FRACTION,
      "(B_n/B_0)^(365/days) − 1",
      s -> s.benchmark().cagr()),
  /** Benchmark volatility. */
  BENCHMARK_VOLATILITY(
      Block.BENCHMARK,
      "benchmarkVolatility",
      "benchmark volatility",
      Unit.FRACTION,
      "s_b·√p",
      s -> s.benchmark().volatility(),
      Better.LOWER),
  /** Benchmark max drawdown. */
  BENCHMARK_DRAWDOWN(
      Block.BENCHMARK,
      "benchmarkMaxDrawdown",
      "benchmark max drawdown",
      Unit.FRACTION,
      "as above, of B",
      s -> s.benchmark().maxDrawdown()),
  /** Return above the benchmark. */
  EXCESS_RETURN(
      Block.BENCHMARK,
      "excessReturn",
      "return above the benchmark",
      Unit.FRACTION,
      "total return − benchmark return",
      s -> s.benchmark().excessReturn()),
  /** Alpha. */
  ALPHA(
      Block.BENCHMARK,
      "alpha",
      "alpha",
      Unit.FRACTION,
      "(mean(r − rf) − β·mean(b − rf))·p",
      s -> s.benchmark().alpha()),
  /** Beta. */
  BETA(Block.BENCHMARK, "beta", "beta", Unit.RATIO, "cov(r, b)/var(b)", s -> s.benchmark().beta()),
  /** Correlation. */
  CORRELATION(
      Block.BENCHMARK,
      "correlation",
      "correlation",
      Unit.RATIO,
      "cov(r, b)/(s·s_b)",
      s -> s.benchmark().correlation()),
  /** Information ratio. */
  INFORMATION_RATIO(
      Block.BENCHMARK,
      "informationRatio",
      "information ratio",
      Unit.RATIO,
      "mean(r − b)/s(r − b)·√p",
      s -> s.benchmark().informationRatio()),
  /** Tracking error. */
  TRACKING_ERROR(
      Block.BENCHMARK,
      "trackingError",
      "tracking error",
      Unit.FRACTION,
      "s(r − b)·√p",
      s -> s.benchmark().trackingError(),
      Better.LOWER),
  /** Round trips. */
  TRADES(Block.TRADE, "trades", "round trips", Unit.COUNT, "m", s -> s.trades().trades()),
  /** Of them long. */
  LONG_TRADES(
      Block.TRADE,
      "longTrades",
      "of them long",
      Unit.COUNT,
      "opened by buying",
      s -> s.trades().longTrades()),
  /** Win rate. */
  WIN_RATE(
      Block.TRADE,
      "winRate",
      "win rate",
      Unit.FRACTION,
      "WR = W/m, W with x > 0",
      s -> s.trades().winRate()),
  /** Profit factor. */
  PROFIT_FACTOR(
      Block.TRADE,
      "profitFactor",
      "profit factor",
      Unit.RATIO,
      "Σ max(x, 0)/Σ max(−x, 0)",
      s -> s.trades().profitFactor()),
  /** Payoff. */
  PAYOFF(
      Block.TRADE,
      "payoff",
      "payoff",
      Unit.RATIO,
      "average win/abs(average loss)",
      s -> s.trades().payoff()),
  /** Expectancy. */
  EXPECTANCY(
      Block.TRADE,
      "expectancy",
      "expectancy",
      Unit.MONEY,
      "WR·avgWin − LR·avgLoss = mean x",
      s -> s.trades().expectancy()),
  /** Expectancy ratio. */
  EXPECTANCY_RATIO(
      Block.TRADE,
      "expectancyRatio",
      "expectancy ratio",
      Unit.RATIO,
      "(1 + payoff)·WR − 1",
      s -> s.trades().expectancyRatio()),
  /** Kelly fraction. */
  KELLY(
      Block.TRADE,
      "kelly",
      "Kelly fraction",
      Unit.FRACTION,
      "WR − LR/payoff, LR with x < 0",
      s -> s.trades().kelly()),
  /** SQN. */
  SQN(Block.TRADE, "sqn", "SQN", Unit.RATIO, "√m·mean(x)/s(x)", s -> s.trades().sqn()),
  /** Net profit. */
  NET_PROFIT(Block.TRADE, "netProfit", "net profit", Unit.MONEY, "Σx", s -> s.trades().netProfit()),
  /** Average win. */
  AVERAGE_WIN(
      Block.TRADE,
      "averageWin",
      "average win",
      Unit.MONEY,
      "mean of x > 0",
      s -> s.trades().averageWin()),
  /** Average loss. */
  AVERAGE_LOSS(
      Block.TRADE,
      "averageLoss",
      "average loss",
      Unit.MONEY,
      "mean of x < 0",
      s -> s.trades().averageLoss()),
  /** Largest win. */
  LARGEST_WIN(
      Block.TRADE,
      "largestWin",
      "largest win",
      Unit.MONEY,
      "max of x > 0",
      s -> s.trades().largestWin()),
  /** Largest loss. */
  LARGEST_LOSS(
      Block.TRADE,
      "largestLoss",
      "largest loss",
      Unit.MONEY,
      "min of x < 0",
      s -> s.trades().largestLoss()),
  /** MAE, average. */
  AVERAGE_ADVERSE(
      Block.TRADE,
      "averageAdverse",
      "MAE, average",
      Unit.MONEY,
      "lowest profit before fees of each",
      s -> s.trades().averageAdverse()),
  /** MAE, worst. */
  WORST_ADVERSE(
      Block.TRADE,
      "worstAdverse",
      "MAE, worst",
      Unit.MONEY,
      "the lowest of all",
      s -> s.trades().worstAdverse()),
  /** MFE, average. */
  AVERAGE_FAVOURABLE(
      Block.TRADE,
      "averageFavourable",
      "MFE, average",
      Unit.MONEY,
      "highest profit before fees of each",
      s -> s.trades().averageFavourable()),
  /** MFE, largest. */
  LARGEST_FAVOURABLE(
      Block.TRADE,
      "largestFavourable",
      "MFE, largest",
      Unit.MONEY,
      "the highest of all",
      s -> s.trades().largestFavourable()),
  /** Longest winning streak. */
  LONGEST_WINNING(
      Block.TRADE,
      "longestWinning",
      "longest winning streak",
      Unit.COUNT,
      "wins in a row",
      s -> s.trades().longestWinning()),
  /** Longest losing streak. */
  LONGEST_LOSING(
      Block.TRADE,
      "longestLosing",
      "longest losing streak",
      Unit.COUNT,
      "losses in a row",
      s -> s.trades().longestLosing(),
      Better.LOWER),
  /** Holding time, average. */
  AVERAGE_HOLDING(
      Block.TRADE,
      "averageHolding",
      "holding time, average",
      Unit.MICROSECONDS,
      "first fill to last fill",
      s -> s.trades().averageHolding()),
  /** Holding time, longest. */
  LONGEST_HOLDING(
      Block.TRADE,
      "longestHolding",
      "holding time, longest",
      Unit.MICROSECONDS,
      "first fill to last fill",
      s -> s.trades().longestHolding()),
  /** Return of a round trip, average. */
  AVERAGE_RETURN(
      Block.TRADE,
      "averageReturn",
      "return of a round trip, average",
      Unit.FRACTION,
      "mean of x/value of the entry",
      s -> s.trades().averageReturn()),
  /** Return of a round trip, best. */
  BEST_RETURN(
      Block.TRADE,
      "bestReturn",
      "return of a round trip, best",
      Unit.FRACTION,
      "the highest",
      s -> s.trades().bestReturn()),
  /** Return of a round trip, worst. */
  WORST_RETURN(
      Block.TRADE,
      "worstReturn",
      "return of a round trip, worst",
      Unit.FRACTION,
      "the lowest",
      s -> s.trades().worstReturn()),
  /** Time in the market. */
  TIME_IN_MARKET(
      Block.EXPOSURE,
      "timeInMarket",
      "time in the market",
      Unit.FRACTION,
      "time with a position/time",
      s -> s.exposure().time()),
  /** Gross exposure (leverage), mean. */
  GROSS_MEAN(
      Block.EXPOSURE,
      "grossMean",
      "gross exposure (leverage), mean",
      Unit.RATIO,
      "Σabs(value)/equity, weighted by time",
      s -> s.exposure().grossMean(),
      Better.LOWER),
  /** Gross exposure (leverage), max. */
  GROSS_MAX(
      Block.EXPOSURE,
      "grossMax",
      "gross exposure (leverage), max",
      Unit.RATIO,
      "the largest",
      s -> s.exposure().grossMax(),
      Better.LOWER),
  /** Net exposure, mean. */
  NET_MEAN(
      Block.EXPOSURE,
      "netMean",
      "net exposure, mean",
      Unit.RATIO,
      "Σvalue/equity, weighted by time",
      s -> s.exposure().netMean()),
  /** Net exposure, most long. */
  NET_MAX(
      Block.EXPOSURE,
      "netMax",
      "net exposure, most long",
      Unit.RATIO,
      "the largest",
      s -> s.exposure().netMax()),
  /** Net exposure, most short. */
  NET_MIN(
      Block.EXPOSURE,
      "netMin",
      "net exposure, most short",
      Unit.RATIO,
      "the smallest",
      s -> s.exposure().netMin()),
  /** Turnover. */
  TURNOVER(
      Block.EXPOSURE,
      "turnover",
      "turnover",
      Unit.RATIO,
      "traded value/mean equity",
      s -> s.exposure().turnover(),
      Better.LOWER),
  /** Turnover in a year. */
  TURNOVER_YEAR(
      Block.EXPOSURE,
      "turnoverYear",
      "turnover in a year",
      Unit.RATIO,
      "turnover·365/days",
      s -> s.exposure().turnoverYear(),
      Better.LOWER),
  /** Traded value. */
  TRADED(
      Block.COST,
      "traded",
      "traded value",
      Unit.MONEY,
      "Σ quantity·price",
      s -> s.costs().traded()),
  /** Fees. */
  FEES(
      Block.COST,
      "fees",
      "fees",
      Unit.MONEY,
      "of all fills; negative for rebates",
      s -> s.costs().fees(),
      Better.LOWER),
  /** Slippage. */
  SLIPPAGE(
      Block.COST,
      "slippage",
      "slippage",
      Unit.MONEY,
      "Σ quantity·(price − arrival price), the other sign for sales",
      s -> s.costs().slippage(),
      Better.LOWER),
  /** Slippage. */
  SLIPPAGE_BPS(
      Block.COST,
      "slippageBps",
      "slippage",
      Unit.BPS,
      "slippage/Σ quantity·arrival price",
      s -> s.costs().slippageBps(),
      Better.LOWER),
  /** Gross profit. */
  GROSS_PROFIT(
      Block.COST,
      "grossProfit",
      "gross profit",
      Unit.MONEY,
      "Σ of winning round trips before fees",
      s -> s.costs().grossProfit()),
  /** Fees of gross profit. */
  FEES_SHARE(
      Block.COST,
      "feesShare",
      "fees of gross profit",
      Unit.FRACTION,
      "fees/gross profit",
      s -> s.costs().feesShare(),
      Better.LOWER),
  /** Slippage of gross profit. */
  SLIPPAGE_SHARE(
      Block.COST,
      "slippageShare",
      "slippage of gross profit",
      Unit.FRACTION,
      "slippage/gross profit",
      s -> s.costs().slippageShare(),
      Better.LOWER),
  /** Fill ratio. */
  FILL_RATIO(
      Block.EXECUTION,
      "fillRatio",
      "fill ratio",
      Unit.FRACTION,
      "orders filled whole/orders sent",
      s -> s.execution().fillRatio()),
  /** Reject ratio. */
  REJECT_RATIO(
      Block.EXECUTION,
      "rejectRatio",
      "reject ratio",
      Unit.FRACTION,
      "decisions that let nothing go/decisions",
      s -> s.execution().rejectRatio(),
      Better.LOWER),
  /** Refused by the venue. */
  REFUSE_RATIO(
      Block.EXECUTION,
      "refuseRatio",
      "refused by the venue",
      Unit.FRACTION,
      "orders refused/orders sent",
      s -> s.execution().refuseRatio(),
      Better.LOWER),
  /** Orders for a fill. */
  ORDER_TO_FILL(
      Block.EXECUTION,
      "orderToFill",
      "orders for a fill",
      Unit.RATIO,
      "orders sent/fills",
      s -> s.execution().orderToFill(),
      Better.LOWER),
  /** Maker share. */
  MAKER_SHARE(
      Block.EXECUTION,
      "makerShare",
      "maker share",
      Unit.FRACTION,
      "value of maker fills/traded value",
      s -> s.execution().makerShare()),
  /** Decision to fill, median. */
  LATENCY_MEDIAN(
      Block.EXECUTION,
      "latencyMedian",
      "decision to fill, median",
      Unit.MICROSECONDS,
      "market time",
      s -> s.execution().latencyMedian(),
      Better.LOWER),
  /** Decision to fill, 99 %. */
  LATENCY_P99(
      Block.EXECUTION,
      "latencyP99",
      "decision to fill, 99 %",
      Unit.MICROSECONDS,
      "market time",
      s -> s.execution().latencyP99(),
      Better.LOWER),
  /** Decision to acknowledgement, median. */
  ACK_MEDIAN(
      Block.EXECUTION,
      "ackMedian",
      "decision to acknowledgement, median",
      Unit.MICROSECONDS,
      "market time, of orders that were filled",
      s -> s.execution().ackMedian(),
      Better.LOWER),
  /** Decision to acknowledgement, 99 %. */
  ACK_P99(
      Block.EXECUTION,
      "ackP99",
      "decision to acknowledgement, 99 %",
      Unit.MICROSECONDS,
      "market time, of orders that were filled",
      s -> s.execution().ackP99(),
      Better.LOWER),
  /** Acknowledgement to fill, median. */
  ACK_FILL_MEDIAN(
      Block.EXECUTION,
      "ackFillMedian",
      "acknowledgement to fill, median",
      Unit.MICROSECONDS,
      "market time",
      s -> s.execution().ackFillMedian(),
      Better.LOWER),
  /** Acknowledgement to fill, 99 %. */
  ACK_FILL_P99(
      Block.EXECUTION,
      "ackFillP99",
      "acknowledgement to fill, 99 %",
      Unit.MICROSECONDS,
      "market time",
      s -> s.execution().ackFillP99(),
      Better.LOWER);

  private final Block block;
  private final String key;
  private final String label;
  private final Unit unit;
  private final String formula;
  private final ToDoubleFunction<Statistics> value;
  private final Better better;

  /** The points of the curve within days and the fills, which a sweep keeps of the best set. */
  private static final Set<Metric> OF_DETAIL =
      EnumSet.of(
          SHARPE_LOW,
          SHARPE_HIGH,
          MAX_DRAWDOWN_EVERY_POINT,
          ORDER_TO_FILL,
          MAKER_SHARE,
          LATENCY_MEDIAN,
          LATENCY_P99,
          ACK_MEDIAN,
          ACK_P99,
          ACK_FILL_MEDIAN,
          ACK_FILL_P99);

  Metric(
      Block block,
      String key,
      String label,
      Unit unit,
      String formula,
      ToDoubleFunction<Statistics> value) {
    this(block, key, label, unit, formula, value, Better.HIGHER);
  }

  Metric(
      Block block,
      String key,
      String label,
      Unit unit,
      String formula,
      ToDoubleFunction<Statistics> value,
      Better better) {
    this.block = block;
    this.key = key;
    this.label = label;
    this.unit = unit;
    this.formula = formula;
    this.value = value;
    this.better = better;
  }

  /** The one of a key. */
  public static Optional<Metric> byKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  /** Those of a block, in order. */
  public static List<Metric> of(Block block) {
    return Arrays.stream(values()).filter(metric -> metric.block == block).toList();
  }

  /** Its value; NaN when it is undefined. */
  public double of(Statistics statistics) {
    return value.applyAsDouble(statistics);
  }

  /** Its value as a person reads it. */
  public String text(Statistics statistics) {
    return unit.format(of(statistics));
  }

  /** Where it stands. */
  public Block block() {
    return block;
  }

  /** Its name in files and on the command line, for example {@code maxDrawdown}. */
  public String key() {
    return key;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** What it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** Which values are good ones. */
  public Better better() {
    return better;
  }

  /**
   * Whether it is known only where all points of the curve and all fills are kept: not of the sets
   * of a sweep, of which the ends of days, round trips and counts are.
   */
  public boolean needsDetail() {
    return block == Block.EXPOSURE
        || block == Block.COST && this != GROSS_PROFIT
        || OF_DETAIL.contains(this);
  }

  /** How it is found. */
  public String formula() {
    return formula;
  }
}
