package io.alphaflow.risk.control;

import io.alphaflow.common.model.StopKind;

/**
 * C18, and what circuit breakers (C8, C9, C11, C14, C15), the dead man's switch (C19) and the
 * reconciliation (C22) stopped: no order while a level that it belongs to is halted, none but
 * reducing orders while it may only reduce.
 */
public final class KillSwitch implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    for (Stop stop : facts.stops()) {
      boolean halted = stop.kind() == StopKind.HALTED;
      checks.require(
          stop.code(),
          !halted && facts.reduces(),
          () -> halted ? "active" : "orders that reduce",
          stop::toString);
    }
  }
}
