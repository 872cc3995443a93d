package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;
import java.math.BigInteger;

/**
 * What a control measured of one order, kept or not.
 *
 * @param control number in the list of controls, for example {@code C1}
 * @param code what the order is rejected for when the limit does not hold
 * @param limit what is allowed, units of 1e-8
 * @param observed what was found, in the same unit; what is too large to be written is the largest
 *     number
 * @param unit of both: an asset, {@code s}, {@code orders}; empty for a plain number
 * @param least true when the limit is the least that is allowed, and not the most; null for false
 */
public record Reading(
    String control,
    String code,
    @Decimal8 long limit,
    @Decimal8 long observed,
    String unit,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean least) {

  /** Whether the limit holds. */
  public boolean holds() {
    return least != null && least ? observed >= limit : observed <= limit;
  }

  /** Whether less is left to the limit than of another of the same rule, or more is beyond it. */
  public boolean isNearerThan(Reading other) {
    return left().compareTo(other.left()) < 0;
  }

  private BigInteger left() {
    BigInteger most = BigInteger.valueOf(least != null && least ? observed : limit);
    return most.subtract(BigInteger.valueOf(least != null && least ? limit : observed));
  }
}
