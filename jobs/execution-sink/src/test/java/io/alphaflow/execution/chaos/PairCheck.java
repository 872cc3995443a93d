package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.OrderState;
import java.util.List;
import java.util.Map;

/**
 * Of a pair of which one cancels the other the venue has both orders or none, and together they
 * traded no more than the quantity.
 */
final class PairCheck {

  private PairCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, OrderState> placed = evidence.placed();
    for (Decision decision : evidence.approved().values()) {
      decision.order().second().ifPresent(stop -> check(decision.order(), stop, placed, problems));
    }
  }

  private static void check(
      OrderIntent resting,
      OrderIntent stop,
      Map<String, OrderState> placed,
      List<Problem> problems) {
    OrderState first = placed.get(resting.clientOrderId());
    OrderState second = placed.get(stop.clientOrderId());
    if ((first == null) != (second == null)) {
      String what = "of the pair " + resting.clientOrderId() + " the venue has one only";
      problems.add(new Problem(Kind.HALF_PAIR, what));
    } else if (first != null) {
      long traded = first.executedQuantity() + second.executedQuantity();
      if (traded > resting.quantity()) {
        String what =
            "the pair %s traded %s of %s"
                .formatted(
                    resting.clientOrderId(),
                    Fixed8.format(traded),
                    Fixed8.format(resting.quantity()));
        problems.add(new Problem(Kind.HALF_PAIR, what));
      }
    }
  }
}
