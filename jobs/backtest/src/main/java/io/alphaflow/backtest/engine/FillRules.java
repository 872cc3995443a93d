package io.alphaflow.backtest.engine;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.VolumeShare;
import java.io.Serializable;

/**
 * How orders are filled, and what that costs.
 *
 * @param mode what orders meet: {@link MatchingMode#THROUGH} is the conservative one; {@link
 *     MatchingMode#SHADOW} needs a recorded book, which has a spread of its own
 * @param timing of orders where there are only bars
 * @param makerFee fraction of a fill, units of 1e-8
 * @param takerFee the same of orders that fill at once
 * @param feeAsset what fees are taken in
 * @param spreadTicks distance of bid and ask from the last price, ticks
 * @param slippage the same as a fraction of the price, units of 1e-8, on top of it
 * @param entryLatency market time from a decision to the venue, microseconds; where there are
 *     trades
 * @param path of the price within a bar
 * @param frictions what else happens between the desk and the venue
 * @param volumeShare how much of the market's volume own orders may be, and what that costs; with
 *     {@link MatchingMode#THROUGH}
 * @param borrowRate what it costs a year to be short, a fraction of the value in units of 1e-8
 */
public record FillRules(
    MatchingMode mode,
    OrderTiming timing,
    long makerFee,
    long takerFee,
    FeeAsset feeAsset,
    int spreadTicks,
    long slippage,
    long entryLatency,
    BarPath path,
    Frictions frictions,
    VolumeShare volumeShare,
    long borrowRate)
    implements Serializable {

  /**
   * Conservative: 0.1 % of what is received, one tick of spread to each side, 50 ms to the venue.
   */
  public static final FillRules DEFAULT =
      new FillRules(
          MatchingMode.THROUGH,
          OrderTiming.NEXT_OPEN,
          Fixed8.ONE / 1_000,
          Fixed8.ONE / 1_000,
          FeeAsset.RECEIVED,
          1,
          0,
          50_000);

  /** The nearer of high and low comes first, and nothing else happens. */
  public FillRules(
      MatchingMode mode,
      OrderTiming timing,
      long makerFee,
      long takerFee,
      FeeAsset feeAsset,
      int spreadTicks,
      long slippage,
      long entryLatency) {
    this(
        mode,
        timing,
        makerFee,
        takerFee,
        feeAsset,
        spreadTicks,
        slippage,
        entryLatency,
        BarPath.NEAREST_FIRST,
        Frictions.NONE,
        VolumeShare.NONE,
        0);
  }

  /** Checks the ranges. */
  public FillRules {
    if (mode == MatchingMode.SANDBOX) {
      throw new IllegalArgumentException("history has no makers that answer");
    }
    if (volumeShare.isOn() && mode != MatchingMode.THROUGH) {
      throw new IllegalArgumentException(
          "the conservative fill model alone knows of a share of the volume");
    }
    if (borrowRate < 0 || borrowRate > Fixed8.of(100)) {
      throw new IllegalArgumentException(
          "a cost of borrowing of %s a year; expected 0 to 100"
              .formatted(Fixed8.format(borrowRate)));
    }
    if (entryLatency < 0) {
      throw new IllegalArgumentException("a latency of " + entryLatency + " µs");
    }
  }

  private FillRules copy(
      long otherSlippage,
      long otherLatency,
      BarPath otherPath,
      Frictions otherFrictions,
      VolumeShare otherShare,
      long otherRate) {
    return new FillRules(
        mode,
        timing,
        makerFee,
        takerFee,
        feeAsset,
        spreadTicks,
        otherSlippage,
        otherLatency,
        otherPath,
        otherFrictions,
        otherShare,
        otherRate);
  }

  /** The same with another slippage, a fraction in units of 1e-8. */
  public FillRules withSlippage(long fraction) {
    return copy(fraction, entryLatency, path, frictions, volumeShare, borrowRate);
  }

  /** The same with another time from a decision to the venue, microseconds. */
  public FillRules withLatency(long micros) {
    return copy(slippage, micros, path, frictions, volumeShare, borrowRate);
  }

  /** The same with another path within bars. */
  public FillRules with(BarPath other) {
    return copy(slippage, entryLatency, other, frictions, volumeShare, borrowRate);
  }

  /** The same with other frictions. */
  public FillRules with(Frictions others) {
    return copy(slippage, entryLatency, path, others, volumeShare, borrowRate);
  }

  /** The same with another share of the market's volume. */
  public FillRules with(VolumeShare share) {
    return copy(slippage, entryLatency, path, frictions, share, borrowRate);
  }

  /** The same with another cost of being short, a fraction a year in units of 1e-8. */
  public FillRules withBorrowRate(long rate) {
    return copy(slippage, entryLatency, path, frictions, volumeShare, rate);
  }

  /** The same with resting orders that fill as soon as their price trades. */
  public FillRules optimistic() {
    return new FillRules(
        MatchingMode.OPTIMISTIC,
        timing,
        makerFee,
        takerFee,
        feeAsset,
        0,
        0,
        0,
        path,
        Frictions.NONE,
        VolumeShare.NONE,
        borrowRate);
  }

  /** Whether orders are filled by a recorded book, which the events must have. */
  public boolean isShadow() {
    return mode == MatchingMode.SHADOW;
  }

  /** What a buy order has to reserve for its fee, a fraction of its value in units of 1e-8. */
  long reservedFee() {
    return feeAsset == FeeAsset.QUOTE ? Math.max(makerFee, takerFee) : 0;
  }

  /** The rules of a venue; its book holds whatever a taker wants. */
  MatchingRules matching() {
    return new MatchingRules(makerFee, takerFee, spreadTicks, Long.MAX_VALUE)
        .withMode(mode, 1)
        .withFeesIn(feeAsset)
        .withSlippage(slippage)
        .withVolumeShare(volumeShare);
  }
}
