package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the working orders that a strategy's signal is about: none but those of its own signals.
 */
final class OwnOrders {

  private OwnOrders() {}

  /** Their client order ids, sorted. */
  static List<String> of(Signal signal, AccountState account) {
    List<String> ids = new ArrayList<>();
    SignalTarget target = signal.aim();
    if (target.equals(SignalTarget.NONE) || signal.origin() != SignalOrigin.STRATEGY) {
      return ids;
    }
    account
        .orders()
        .of(signal.instrument())
        .forEach(
            (id, order) -> {
              if (order.origin() == SignalOrigin.STRATEGY
                  && order.strategy().equals(signal.strategy())
                  && target.means(order.signal())) {
                ids.add(id);
              }
            });
    return ids;
  }
}
