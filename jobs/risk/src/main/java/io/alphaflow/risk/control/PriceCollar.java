package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;

/**
 * C3: the limit price lies within a band around the reference price, which is the trigger's where
 * there is one: a fixed share of it, and so many volatilities where that is configured. Market
 * orders have no price; they are valued at the reference price plus the collar. It holds for
 * reducing orders too: it is there for wrong prices.
 */
public final class PriceCollar implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    long price = facts.order().limitPrice();
    long trigger = facts.order().triggerPrice();
    long reference = trigger > 0 ? trigger : facts.market().price();
    if (price <= 0 || reference <= 0) {
      return;
    }
    facts
        .limit(Limit.PRICE_COLLAR)
        .ifPresent(
            limit ->
                check(checks, DecisionCode.PRICE_COLLAR, limit.amount(), price, reference, facts));
    long band = facts.market().band();
    if (band == MarketState.WARMING_UP) {
      checks.require(
          DecisionCode.VOLATILITY_BAND,
          facts.reduces(),
          () -> "a known volatility",
          () -> "none yet");
    } else if (band != MarketState.NO_BAND) {
      check(checks, DecisionCode.VOLATILITY_BAND, band, price, reference, facts);
    }
  }

  private static void check(
      Checks checks, DecisionCode code, long band, long price, long reference, OrderFacts facts) {
    long reach = Fixed8.multiply(reference, band, RoundingMode.DOWN);
    long distance = Math.abs(Math.subtractExact(price, reference));
    checks.most(code, reach, distance, facts.quote());
    checks.require(
        code,
        distance <= reach,
        () -> "%s from %s".formatted(Fixed8.format(reach), Text.amount(reference, facts.quote())),
        () -> "%s from it".formatted(Fixed8.format(distance)));
  }
}
