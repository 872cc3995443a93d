package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;

/**
 * What the venue charges and what its synthetic book looks like.
 *
 * @param makerFee fraction of a fill that a resting order pays, in units of 1e-8 (0.001 = 100,000);
 *     {@code feeAsset} says of what
 * @param takerFee the same for an order that fills at once
 * @param halfSpreadTicks distance of bid and ask from the last trade's price, in ticks, at least 0
 * @param topOfBookSize quantity at the bid and at the ask, in units of 1e-8. The book is not
 *     consumed: every order meets the whole of it, because own orders do not change the recording
 * @param bnbDiscount the part of a commission that is not taken from accounts that pay in BNB, in
 *     units of 1e-8
 * @param mode what orders meet
 * @param seed of the synthetic makers
 * @param feeAsset what fees are taken in
 * @param slippage how much further than {@code halfSpreadTicks} bid and ask are from the last
 *     trade's price, a fraction of it in units of 1e-8; rounded up to ticks
 * @param volumeShare how much of the market's volume own orders may be; with {@link
 *     MatchingMode#THROUGH}
 */
public record MatchingRules(
    long makerFee,
    long takerFee,
    int halfSpreadTicks,
    long topOfBookSize,
    long bnbDiscount,
    MatchingMode mode,
    long seed,
    FeeAsset feeAsset,
    long slippage,
    VolumeShare volumeShare) {

  /** 0.1 % fees, one tick to each side, 1,000 units at the top. */
  public static final MatchingRules DEFAULT =
      new MatchingRules(100_000L, 100_000L, 1, Fixed8.of(1_000));

  /** The asset in which commissions are lower. */
  public static final String DISCOUNT_ASSET = "BNB";

  private static final long HIGHEST_FEE = Fixed8.ONE / 10;

  /** Checks the ranges. */
  public MatchingRules {
    if (makerFee < 0 || takerFee < 0 || makerFee > HIGHEST_FEE || takerFee > HIGHEST_FEE) {
      throw new IllegalArgumentException(
          "fees must be from 0 to 0.1, are maker "
              + Fixed8.format(makerFee)
              + " and taker "
              + Fixed8.format(takerFee));
    }
    if (halfSpreadTicks < 0) {
      throw new IllegalArgumentException(
          "halfSpreadTicks must be at least 0, is " + halfSpreadTicks);
    }
    if (topOfBookSize <= 0) {
      throw new IllegalArgumentException(
          "topOfBookSize must be above 0, is " + Fixed8.format(topOfBookSize));
    }
    if (bnbDiscount < 0 || bnbDiscount > Fixed8.ONE) {
      throw new IllegalArgumentException(
          "bnbDiscount must be from 0 to 1, is " + Fixed8.format(bnbDiscount));
    }
    if (volumeShare.isOn() && mode != MatchingMode.THROUGH) {
      throw new IllegalArgumentException("a share of the volume limits nothing in " + mode);
    }
    if (slippage < 0 || slippage >= Fixed8.ONE) {
      throw new IllegalArgumentException(
          "slippage must be from 0 to below 1, is " + Fixed8.format(slippage));
    }
  }

  /** A quarter off in BNB, {@link MatchingMode#THROUGH}. */
  public MatchingRules(long makerFee, long takerFee, int halfSpreadTicks, long topOfBookSize) {
    this(
        makerFee,
        takerFee,
        halfSpreadTicks,
        topOfBookSize,
        Fixed8.ONE / 4,
        MatchingMode.THROUGH,
        1,
        FeeAsset.RECEIVED,
        0,
        VolumeShare.NONE);
  }

  private MatchingRules copy(
      MatchingMode otherMode,
      long otherSeed,
      FeeAsset otherAsset,
      long otherSlippage,
      VolumeShare otherShare) {
    return new MatchingRules(
        makerFee,
        takerFee,
        halfSpreadTicks,
        topOfBookSize,
        bnbDiscount,
        otherMode,
        otherSeed,
        otherAsset,
        otherSlippage,
        otherShare);
  }

  /** The same in another mode; the seed is that of the synthetic makers. */
  public MatchingRules withMode(MatchingMode value, long makersSeed) {
    return copy(value, makersSeed, feeAsset, slippage, volumeShare);
  }

  /** The same with fees in another asset. */
  public MatchingRules withFeesIn(FeeAsset asset) {
    return copy(mode, seed, asset, slippage, volumeShare);
  }

  /** The same with another slippage. */
  public MatchingRules withSlippage(long fraction) {
    return copy(mode, seed, feeAsset, fraction, volumeShare);
  }

  /** The same with a share of the market's volume. */
  public MatchingRules withVolumeShare(VolumeShare share) {
    return copy(mode, seed, feeAsset, slippage, share);
  }
}
