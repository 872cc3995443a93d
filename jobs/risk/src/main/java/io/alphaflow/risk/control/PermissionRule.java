package io.alphaflow.risk.control;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Orders that are permitted (C17); a list that is empty permits all. An order needs one rule that
 * permits all of it.
 *
 * @param accounts accounts
 * @param instruments {@code venue:BASE/QUOTE}
 * @param strategies strategy instances
 * @param sides sides
 * @param orderTypes order types
 */
public record PermissionRule(
    List<String> accounts,
    List<String> instruments,
    List<String> strategies,
    List<Side> sides,
    List<OrderType> orderTypes)
    implements Serializable {

  /** Everything. */
  public static final PermissionRule ALL =
      new PermissionRule(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public PermissionRule {
    accounts = List.copyOf(accounts);
    instruments = List.copyOf(instruments);
    strategies = List.copyOf(strategies);
    sides = List.copyOf(sides);
    orderTypes = List.copyOf(orderTypes);
  }

  /**
   * Reads a rule; errors are noted on its section.
   *
   * @param known accounts that are configured
   * @param venue of the symbols
   */
  public static PermissionRule read(ConfigNode node, Set<String> known, String venue) {
    List<String> accounts = node.strings("accounts");
    for (String account : accounts) {
      if (!known.contains(account)) {
        node.error("accounts", account, "some of " + known);
      }
    }
    List<String> instruments = new ArrayList<>();
    for (String symbol : node.strings("symbols")) {
      try {
        instruments.add(InstrumentId.parse(venue + ":" + symbol).toString());
      } catch (IllegalArgumentException e) {
        node.error("symbols", symbol, "symbols such as BTC/USDT");
      }
    }
    PermissionRule rule =
        new PermissionRule(
            accounts,
            instruments,
            node.strings("strategies"),
            constants(node, "sides", Side.class),
            constants(node, "orderTypes", OrderType.class));
    node.refuseUnknownKeys();
    return rule;
  }

  private static <E extends Enum<E>> List<E> constants(ConfigNode node, String key, Class<E> type) {
    List<E> constants = new ArrayList<>();
    for (String text : node.strings(key)) {
      try {
        constants.add(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        node.error(key, text, "some of " + List.of(type.getEnumConstants()));
      }
    }
    return constants;
  }

  /** Whether the order of a signal is among them. */
  public boolean permits(Signal signal) {
    return among(accounts, signal.account())
        && among(instruments, signal.instrument())
        && among(strategies, signal.strategy())
        && among(sides, signal.side())
        && among(orderTypes, signal.orderType());
  }

  private static <T> boolean among(List<T> permitted, T value) {
    return permitted.isEmpty() || permitted.contains(value);
  }
}
