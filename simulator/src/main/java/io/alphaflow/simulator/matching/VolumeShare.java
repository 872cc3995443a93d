package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * How much of the market's volume own orders may be, and what it costs to be that much.
 *
 * <p>A buy that takes pays {@code price · (1 + impact · share²)}, a sell gets {@code price · (1 −
 * impact · share²)}, where the share is what the account has traded in the period, this fill
 * included, of the period's volume, and never more than {@code participation}: the formula of
 * zipline's {@code VolumeShareSlippage}.
 *
 * @param impact of a share of 1, a fraction of the price in units of 1e-8
 * @param participation the most that may be traded in a period, a fraction of its volume in units
 *     of 1e-8; 0 when volume sets no limit and costs nothing
 */
public record VolumeShare(long impact, long participation) implements Serializable {

  /** Volume neither limits nor costs. */
  public static final VolumeShare NONE = new VolumeShare(0, 0);

  /** As zipline has it unless told otherwise: 2.5 % of the volume. */
  public static final long USUAL_PARTICIPATION = Fixed8.ONE / 40;

  private static final BigInteger ONE = BigInteger.valueOf(Fixed8.ONE);

  /** Checks the ranges. */
  public VolumeShare {
    if (impact < 0 || impact > Fixed8.of(100)) {
      throw new IllegalArgumentException(
          "an impact of %s; expected 0 to 100".formatted(Fixed8.format(impact)));
    }
    if (participation < 0 || participation > Fixed8.ONE || participation == 0 && impact > 0) {
      throw new IllegalArgumentException(
          "a participation of %s; expected more than 0 and at most 1"
              .formatted(Fixed8.format(participation)));
    }
  }

  /** Whether volume matters. */
  public boolean isOn() {
    return participation > 0;
  }

  /** The largest impact, a fraction of the price in units of 1e-8, rounded up. */
  public long largest() {
    return isOn() ? impact(Fixed8.ONE, participation, Fixed8.ONE) : 0;
  }

  /**
   * How far a price is moved, rounded up to units of 1e-8.
   *
   * @param price units of 1e-8
   * @param traded in the period so far and now, base
   * @param volume of the period, base, more than 0
   */
  long impact(long price, long traded, long volume) {
    BigInteger share = BigInteger.valueOf(traded).pow(2);
    BigInteger whole = BigInteger.valueOf(volume).pow(2).multiply(ONE);
    BigInteger[] moved =
        BigInteger.valueOf(price)
            .multiply(BigInteger.valueOf(impact))
            .multiply(share)
            .divideAndRemainder(whole);
    return moved[1].signum() == 0 ? moved[0].longValueExact() : moved[0].longValueExact() + 1;
  }
}
