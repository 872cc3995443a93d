package io.alphaflow.simulator.matching;

import java.util.List;

/**
 * Two orders of which one cancels the other, as the pair stands.
 *
 * @param orderListId 0, 1, 2 … over the whole engine
 * @param account the owner
 * @param symbol the venue's spelling
 * @param listClientOrderId the owner's id of the pair, unique among open lists
 * @param orderIds of the stop loss, then of the other
 * @param open whether one of them is open
 * @param transactionMicros market time of placement or end
 */
public record OrderListState(
    long orderListId,
    String account,
    String symbol,
    String listClientOrderId,
    List<Long> orderIds,
    boolean open,
    long transactionMicros) {

  OrderListState ended(long time) {
    return new OrderListState(
        orderListId, account, symbol, listClientOrderId, orderIds, false, time);
  }

  /** The other order. */
  long sibling(long orderId) {
    return orderIds.get(0) == orderId ? orderIds.get(1) : orderIds.get(0);
  }
}
