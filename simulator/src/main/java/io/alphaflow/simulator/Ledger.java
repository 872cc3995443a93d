package io.alphaflow.simulator;

import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import java.util.List;
import java.util.Map;

/**
 * The venue's own books at one moment, taken between two events: the truth that a desk is compared
 * with.
 *
 * @param balances by account name, then by asset
 * @param orders all ever accepted, by symbol, then in the order of acceptance; {@code
 *     order.request().receivedWallMicros()} is the wall time at which its request arrived
 * @param fills all own trades in the order in which they happened
 */
public record Ledger(
    Map<String, Map<String, Balance>> balances, List<OrderState> orders, List<Fill> fills) {

  /** What an account has of an asset; nothing if it never had any. */
  public Balance balance(String account, String asset) {
    return balances.getOrDefault(account, Map.of()).getOrDefault(asset, new Balance(asset, 0, 0));
  }
}
