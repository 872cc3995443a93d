package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.engine.BarPath;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.OrderTiming;
import io.alphaflow.cli.UsageError;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.LimitKind;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.VolumeShare;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a person says about how orders are filled. */
final class FillOptions {

  /** What resting orders need to be filled. */
  enum Model {
    CONSERVATIVE,
    OPTIMISTIC,
    SHADOW
  }

  @Option(
      names = "--fill-model",
      paramLabel = "MODEL",
      defaultValue = "conservative",
      description = {
        "conservative: a resting order fills when the price trades through it;",
        "optimistic: as soon as its price trades; shadow: when the queue in front of it in the",
        "recorded book is gone, with captures as --data (default: ${DEFAULT-VALUE})"
      })
  Model model;

  @Option(
      names = "--orders-at",
      paramLabel = "WHEN",
      defaultValue = "next-open",
      description = {
        "Where there are only bars: next-open or close of the bar that led to the order",
        "(default: ${DEFAULT-VALUE})"
      })
  String ordersAt;

  /** The way of the price within a bar. */
  enum Path {
    NEAREST,
    LOW,
    HIGH
  }

  @Option(
      names = "--intrabar",
      paramLabel = "FIRST",
      defaultValue = "nearest",
      description = {
        "Which of high and low comes first in a bar: the nearest to the open, low (the worse for",
        "who holds something), or high (default: ${DEFAULT-VALUE})"
      })
  Path intrabar;

  @Option(
      names = "--fee",
      paramLabel = "RATE",
      defaultValue = "0.1%",
      description = "Of each fill, such as 0.1%% or 0.001 (default: ${DEFAULT-VALUE})")
  String fee;

  @Option(
      names = "--maker-fee",
      paramLabel = "RATE",
      description = "Of orders that rested (default: as --fee)")
  String makerFee;

  @Option(
      names = "--fee-in",
      paramLabel = "ASSET",
      description = {
        "received: base on a buy, quote on a sell, as crypto exchanges do; quote: on top of the",
        "price, as brokers do (default: received; quote with --step of 1 or more)"
      })
  FeeAsset feeAsset;

  @Option(
      names = "--spread",
      paramLabel = "TICKS",
      defaultValue = "1",
      description =
          "How far bid and ask are from the last price, in ticks (default: ${DEFAULT-VALUE})")
  int spread;

  @Option(
      names = "--slippage",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "And a share of the price besides, such as 0.02%% (default: ${DEFAULT-VALUE})")
  String slippage;

  @Option(
      names = "--slippage-volume",
      paramLabel = "IMPACT",
      description = {
        "And what the order's own size moves the price by: IMPACT x (share of the bar's volume)^2,",
        "such as 0.1, of the price (default: none)"
      })
  String impact;

  @Option(
      names = "--participation",
      paramLabel = "SHARE",
      description = {
        "The most that is filled in a bar, of its volume; market orders wait for the next bar with",
        "the rest (default: 2.5%% with --slippage-volume, else no limit)"
      })
  String participation;

  @Option(
      names = "--borrow-rate",
      paramLabel = "RATE",
      defaultValue = "0",
      description = {
        "With --allow-short: what it costs a year to be short, of the value, such as 3%%; booked",
        "at the end of each UTC day (default: nothing)"
      })
  String borrowRate;

  @Option(
      names = "--latency",
      paramLabel = "SPAN",
      defaultValue = "50ms",
      description = {
        "From a decision to the venue, where there are trades (default: ${DEFAULT-VALUE})"
      })
  String latency;

  @Mixin FrictionOptions frictions = new FrictionOptions();

  FillRules rules(long stepSize) {
    FeeAsset asset =
        feeAsset != null ? feeAsset : stepSize >= Fixed8.ONE ? FeeAsset.QUOTE : FeeAsset.RECEIVED;
    long taker = rate("--fee", fee);
    try {
      return new FillRules(
          mode(),
          timing(),
          makerFee == null ? taker : rate("--maker-fee", makerFee),
          taker,
          asset,
          spread,
          rate("--slippage", slippage),
          span("--latency", latency),
          path(),
          frictions.frictions(),
          volumeShare(),
          rate("--borrow-rate", borrowRate));
    } catch (IllegalArgumentException e) {
      throw new UsageError(e.getMessage());
    }
  }

  private MatchingMode mode() {
    return switch (model) {
      case CONSERVATIVE -> MatchingMode.THROUGH;
      case OPTIMISTIC -> MatchingMode.OPTIMISTIC;
      case SHADOW -> MatchingMode.SHADOW;
    };
  }

  private VolumeShare volumeShare() {
    if (impact == null && participation == null) {
      return VolumeShare.NONE;
    }
    long most =
        participation == null
            ? VolumeShare.USUAL_PARTICIPATION
            : rate("--participation", participation);
    if (most == 0) {
      throw new UsageError("--participation " + participation + ": expected a share above 0");
    }
    return new VolumeShare(impact == null ? 0 : rate("--slippage-volume", impact), most);
  }

  private BarPath path() {
    return switch (intrabar) {
      case NEAREST -> BarPath.NEAREST_FIRST;
      case LOW -> BarPath.LOW_FIRST;
      case HIGH -> BarPath.HIGH_FIRST;
    };
  }

  private OrderTiming timing() {
    return switch (ordersAt) {
      case "next-open" -> OrderTiming.NEXT_OPEN;
      case "close" -> OrderTiming.CLOSE;
      default -> throw new UsageError("--orders-at " + ordersAt + ": expected next-open or close");
    };
  }

  static long rate(String option, String text) {
    try {
      return LimitKind.FRACTION.parse(text).amount();
    } catch (IllegalArgumentException e) {
      throw new UsageError(option + " " + text + ": expected a share such as 0.1% or 0.001");
    }
  }

  static long span(String option, String text) {
    try {
      return LimitKind.TIME_SPAN.parse(text).amount();
    } catch (IllegalArgumentException e) {
      throw new UsageError(option + " " + text + ": expected a time span such as 50ms or 1s");
    }
  }
}
