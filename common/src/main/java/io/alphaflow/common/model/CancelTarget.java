package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;

/**
 * An approved order that shall work no longer, or be smaller, as the gate remembers it. By that the
 * execution can take it over when it does not know it, because its own state was lost, and report
 * its fills and its end as if it had sent it.
 *
 * @param clientOrderId our id of the order
 * @param strategy the strategy instance whose signal led to it
 * @param decision sequence of the decision that approved it
 * @param side buy or sell
 * @param quantity of the order, base, units of 1e-8
 * @param quoteAmount of an order by an amount, see {@link OrderIntent#quoteAmount}; 0 for others
 */
public record CancelTarget(
    String clientOrderId,
    String strategy,
    long decision,
    Side side,
    @Decimal8 long quantity,
    @OptionalDecimal8 long quoteAmount) {

  /** An order by a quantity. */
  public CancelTarget(
      String clientOrderId, String strategy, long decision, Side side, long quantity) {
    this(clientOrderId, strategy, decision, side, quantity, 0);
  }
}
