package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * C0: an order that is made smaller where it stands gets less than it is for and more than is
 * filled, and the venue takes an order of that size. It only lowers the risk, so no limit and no
 * stop is asked.
 */
public final class SmallerOrder implements Control {

  /** What the order shall be for, on the instrument's grid, base, units of 1e-8. */
  public static long quantity(Signal signal, Optional<Instrument> instrument) {
    return Fixed8.floorTo(signal.size(), instrument.map(Instrument::stepSize).orElse(1L));
  }

  @Override
  public void check(OrderFacts facts, Checks checks) {
    EarlierOrders order = facts.earlier();
    if (facts.signal().aim().action() != TargetAction.AMEND || order.number() == 0) {
      return;
    }
    long wanted = quantity(facts.signal(), facts.instrument());
    boolean smaller = wanted < order.quantity() && wanted > order.filled();
    checks.require(
        DecisionCode.NOT_SMALLER,
        smaller,
        () ->
            "more than %s, less than %s"
                .formatted(
                    Fixed8.format(order.filled()), Text.amount(order.quantity(), facts.base())),
        () -> Text.amount(wanted, facts.base()));
    if (smaller) {
      facts.instrument().ifPresent(rules -> check(wanted, rules, facts, checks));
    }
  }

  private static void check(long wanted, Instrument rules, OrderFacts facts, Checks checks) {
    long minimum = Math.max(rules.minQuantity(), rules.stepSize());
    checks.require(
        DecisionCode.SIZE_BELOW_MINIMUM,
        wanted >= minimum,
        () -> Text.amount(minimum, rules.base()),
        () -> Text.amount(wanted, rules.base()));
    long limit = facts.earlier().limitPrice();
    long price = limit != 0 ? limit : facts.mark().map(m -> m.price()).orElse(0L);
    if (price == 0) {
      return;
    }
    long notional = Fixed8.multiply(wanted, price, RoundingMode.DOWN);
    checks.require(
        DecisionCode.NOTIONAL_BELOW_MINIMUM,
        notional >= rules.minNotional(),
        () -> Text.amount(rules.minNotional(), rules.quote()),
        () -> Text.amount(notional, rules.quote()));
  }
}
