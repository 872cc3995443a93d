package io.alphaflow.simulator.matching;

/**
 * A change of an order by its owner. Amounts in units of 1e-8.
 *
 * @param executionId of its event
 * @param orderId the order
 * @param account the owner
 * @param clientOrderIdBefore how the order was called
 * @param clientOrderIdAfter how it is called since
 * @param quantityBefore of the order
 * @param quantityAfter of the order
 * @param timeMicros market time
 */
public record Amendment(
    long executionId,
    long orderId,
    String account,
    String clientOrderIdBefore,
    String clientOrderIdAfter,
    long quantityBefore,
    long quantityAfter,
    long timeMicros) {}
