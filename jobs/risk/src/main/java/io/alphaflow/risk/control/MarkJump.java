package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;

/**
 * C4: the last two reference prices are not too far apart. An odd price stops what adds risk until
 * the next one agrees with it.
 */
public final class MarkJump implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    long before = facts.market().previous();
    long price = facts.market().price();
    if (facts.reduces() || before <= 0 || price <= 0) {
      return;
    }
    facts
        .limit(Limit.MAX_MARK_JUMP)
        .ifPresent(
            limit -> {
              long reach = Fixed8.multiply(before, limit.amount(), RoundingMode.DOWN);
              long jump = Math.abs(Math.subtractExact(price, before));
              checks.most(DecisionCode.MARK_JUMP, reach, jump, facts.quote());
              checks.require(
                  DecisionCode.MARK_JUMP,
                  jump <= reach,
                  () -> "%s from %s".formatted(Fixed8.format(reach), Fixed8.format(before)),
                  () -> "%s to %s".formatted(Fixed8.format(jump), Fixed8.format(price)));
            });
  }
}
