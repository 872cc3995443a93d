package io.alphaflow.simulator;

import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** The books of an engine as they are; to be called between two events. */
  public static Ledger copy(MatchingEngine engine, List<SimAccount> accounts) {
    Map<String, Map<String, Balance>> balances = new TreeMap<>();
    for (SimAccount account : accounts) {
      Map<String, Balance> own = new TreeMap<>();
      engine.balances(account.name()).forEach(b -> own.put(b.asset(), b));
      balances.put(account.name(), own);
    }
    List<OrderState> orders = new ArrayList<>();
    for (SymbolSpec spec : engine.symbols()) {
      orders.addAll(engine.orders(spec.symbol()));
    }
    return new Ledger(balances, List.copyOf(orders), List.copyOf(engine.allFills()));
  }

  /** What an account has of an asset; nothing if it never had any. */
  public Balance balance(String account, String asset) {
    return balances.getOrDefault(account, Map.of()).getOrDefault(asset, new Balance(asset, 0, 0));
  }
}
