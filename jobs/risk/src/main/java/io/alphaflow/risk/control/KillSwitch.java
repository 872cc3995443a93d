package io.alphaflow.risk.control;

import io.alphaflow.common.model.StopKind;

/**
 * C18, and what circuit breakers (C8, C9, C11, C14, C15), the dead man's switch (C19) and the
 * reconciliation (C22) stopped: no order while a level that it belongs to is halted, none but those
 * that the gate makes itself while there are exits only, none but reducing orders while it may only
 * reduce.
 */
public final class KillSwitch implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    for (Stop stop : facts.stops()) {
      checks.require(
          stop.code(), passes(stop.kind(), facts), () -> accepted(stop.kind()), stop::toString);
    }
  }

  private static boolean passes(StopKind kind, OrderFacts facts) {
    return switch (kind) {
      case HALTED -> false;
      case EXITS_ONLY -> facts.reduces() && !facts.signal().origin().isOfStrategy();
      case REDUCE_ONLY -> facts.reduces();
    };
  }

  private static String accepted(StopKind kind) {
    return switch (kind) {
      case HALTED -> "active";
      case EXITS_ONLY -> "protective exits and closing orders";
      case REDUCE_ONLY -> "orders that reduce";
    };
  }
}
