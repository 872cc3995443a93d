package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;

/**
 * The second order of a pair of which one cancels the other: a stop loss of the same side and
 * quantity as the first, which rests in the book.
 *
 * @param triggerPrice at which it begins, against its side, units of 1e-8
 * @param limitPrice units of 1e-8; 0 for a market order
 */
public record StopLeg(@Decimal8 long triggerPrice, @OptionalDecimal8 long limitPrice) {

  /** What kind of order it is. */
  public OrderType orderType() {
    return limitPrice == 0 ? OrderType.STOP_LOSS : OrderType.STOP_LOSS_LIMIT;
  }
}
