package io.alphaflow.bench;

import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole venue behind the protocol that does commands: filters, client ids, balances,
 * commissions, executions, the story of every order kept. Customers trade with each other.
 */
final class EngineRun implements MatchingRun {

  private static final int ACCOUNTS = 100;
  private static final String SYMBOL = "BTCUSDT";
  private static final SymbolLimits MANY_ORDERS =
      new SymbolLimits(
          Fixed8.ONE / 5,
          Fixed8.of(5),
          0,
          Long.MAX_VALUE,
          0,
          100,
          Integer.MAX_VALUE / 2,
          5,
          10,
          20,
          10);

  private final OrderCommands commands;
  private final MatchingEngine engine;

  /** The venue's id of the order that command i placed; 0 when it was refused. */
  private final long[] orderIds;

  private final List<String> accounts = new ArrayList<>();

  EngineRun(OrderCommands commands) {
    this.commands = commands;
    this.orderIds = new long[commands.size()];
    SymbolSpec symbol =
        new SymbolSpec(
                SYMBOL,
                "BTC",
                "USDT",
                OrderCommands.TICK,
                OrderCommands.STEP,
                OrderCommands.STEP,
                Fixed8.of(1_000),
                0)
            .withLimits(MANY_ORDERS);
    this.engine =
        new MatchingEngine(
            List.of(symbol), MatchingRules.DEFAULT.withMode(MatchingMode.SANDBOX, 1));
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.add("account-" + i);
      engine.openAccount(
          accounts.get(i),
          Map.of("BTC", Fixed8.of(1_000_000), "USDT", Fixed8.of(50_000_000_000L)),
          Map.of());
    }
  }

  @Override
  public void apply(int i) {
    if (commands.isCancel(i)) {
      int placed = (int) commands.cancelled(i) - 1;
      if (orderIds[placed] > 0) {
        engine.cancel(owner(placed), SYMBOL, orderIds[placed], "cancel", 0, i);
      }
      return;
    }
    NewOrder order =
        new NewOrder(
            owner(i),
            SYMBOL,
            Integer.toString(i),
            commands.side(i),
            VenueOrderType.LIMIT,
            TimeInForce.GTC,
            commands.quantity(i),
            0,
            commands.price(i),
            SelfTradePrevention.NONE,
            0);
    if (engine.place(order, i) instanceof PlaceResult.Accepted placed) {
      Execution first = placed.executions().get(0);
      orderIds[i] = first.order().orderId();
    }
  }

  private String owner(int command) {
    return accounts.get(command % ACCOUNTS);
  }

  /** Each trade of two customers is a fill of both. */
  @Override
  public long trades() {
    return engine.fills(SYMBOL).stream().filter(Fill::maker).count();
  }

  @Override
  public int working() {
    return accounts.stream().mapToInt(a -> engine.openOrders(a, SYMBOL).size()).sum();
  }
}
