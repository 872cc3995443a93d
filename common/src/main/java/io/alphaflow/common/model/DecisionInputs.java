package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;

/**
 * The numbers that a decision was made with.
 *
 * @param mark reference price, units of 1e-8, 0 when there was none
 * @param markAge logical time since that mark, microseconds, -1 when there was none
 * @param equity of the account in its currency
 * @param freeQuote free balance of the quote asset after reservations
 * @param exposure value of all positions of the account at their marks, long and short, and of its
 *     working orders that add to them
 * @param position base quantity held
 * @param workingBuys base quantity of working buy orders
 * @param workingSells base quantity of working sell orders
 * @param limitsVersion version of the effective limits
 * @param rules version of the gate's rules
 * @param soldFor base quantity that protective exits had sold for the strategy, or the venue had
 *     kept as a fee, by which its sale is smaller than it asked; null for nothing, see {@link
 *     #soldForStrategy()}
 */
public record DecisionInputs(
    @Decimal8 long mark,
    long markAge,
    @Decimal8 long equity,
    @Decimal8 long freeQuote,
    @Decimal8 long exposure,
    @Decimal8 long position,
    @Decimal8 long workingBuys,
    @Decimal8 long workingSells,
    long limitsVersion,
    String rules,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Decimal8 Long soldFor) {

  /** Nothing is not written. */
  public DecisionInputs {
    soldFor = soldFor == null || soldFor == 0 ? null : soldFor;
  }

  /** Nothing was sold for the strategy. */
  public DecisionInputs(
      long mark,
      long markAge,
      long equity,
      long freeQuote,
      long exposure,
      long position,
      long workingBuys,
      long workingSells,
      long limitsVersion,
      String rules) {
    this(
        mark,
        markAge,
        equity,
        freeQuote,
        exposure,
        position,
        workingBuys,
        workingSells,
        limitsVersion,
        rules,
        null);
  }

  /** The same, 0 for nothing. */
  public long soldForStrategy() {
    return soldFor == null ? 0 : soldFor;
  }
}
