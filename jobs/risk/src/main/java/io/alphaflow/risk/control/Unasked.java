package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a person is told of the rules that no control said anything of: that an order kept them
 * without a word, or why there was nothing to look at.
 */
public final class Unasked implements Function<DecisionCode, Check> {

  private static final String NO_ORDER = "the signal leads to no exact order";
  private static final String NO_PRICE = "there is no reference price";
  private static final String REDUCES = "the order only reduces a position";
  private static final String OWN = "the order is the gate's own";

  private final OrderFacts facts;
  private final boolean known;

  /**
   * About an order.
   *
   * @param known whether the facts could be calculated
   */
  public Unasked(OrderFacts facts, boolean known) {
    this.facts = facts;
    this.known = known;
  }

  @Override
  public Check apply(DecisionCode code) {
    if (!known) {
      return Check.unasked(code, "an amount is out of range");
    }
    return switch (code) {
      case SIZE_BELOW_MINIMUM,
          SIZE_ABOVE_MAXIMUM,
          NOTIONAL_BELOW_MINIMUM,
          LIMIT_PRICE_OUT_OF_RANGE,
          TRIGGER_PRICE_OUT_OF_RANGE,
          NOTHING_TO_CLOSE,
          ORDER_NOT_RESOLVED ->
          grid(code);
      case LIMIT_NOT_CONFIGURED ->
          facts.reduces()
              ? Check.unasked(code, REDUCES)
              : new Check(code, true, "every limit", "configured");
      case NUMBER_OUT_OF_RANGE -> new Check(code, true, "exact amounts", "exact");
      default -> Check.unasked(code, why(code));
    };
  }

  private Check grid(DecisionCode code) {
    SizedOrder order = facts.order();
    if (!order.isResolved() || facts.instrument().isEmpty()) {
      return Check.unasked(code, NO_ORDER);
    }
    Instrument rules = facts.instrument().get();
    long price = notionalPrice(order);
    String quantity = Text.amount(order.quantity(), facts.base());
    return switch (code) {
      case SIZE_BELOW_MINIMUM ->
          new Check(
              code,
              true,
              Text.amount(Math.max(rules.minQuantity(), rules.stepSize()), facts.base()),
              quantity);
      case SIZE_ABOVE_MAXIMUM ->
          rules.maxQuantity() == 0
              ? Check.unasked(code, "the venue has no maximum")
              : new Check(code, true, Text.amount(rules.maxQuantity(), facts.base()), quantity);
      case NOTIONAL_BELOW_MINIMUM ->
          price == 0
              ? Check.unasked(code, NO_PRICE)
              : new Check(
                  code,
                  true,
                  Text.amount(rules.minNotional(), facts.quote()),
                  Text.amount(notional(order, price), facts.quote()));
      case LIMIT_PRICE_OUT_OF_RANGE ->
          facts.signal().orderType().hasLimit()
              ? inRange(code, order.limitPrice(), rules)
              : Check.unasked(code, "there is no limit price");
      case TRIGGER_PRICE_OUT_OF_RANGE ->
          facts.signal().orderType().hasTrigger()
              ? inRange(code, order.triggerPrice(), rules)
              : Check.unasked(code, "the order waits for no price");
      case NOTHING_TO_CLOSE ->
          facts.signal().sizingMode() == SizingMode.CLOSE_POSITION
              ? new Check(code, true, Text.amount(rules.stepSize(), facts.base()), quantity)
              : Check.unasked(code, "the signal does not close the position");
      default -> new Check(code, true, "an exact order", quantity);
    };
  }

  private static long notional(SizedOrder order, long price) {
    return order.quoteAmount() > 0
        ? order.quoteAmount()
        : Fixed8.multiply(order.quantity(), price, RoundingMode.DOWN);
  }

  private static long notionalPrice(SizedOrder order) {
    if (order.limitPrice() != 0) {
      return order.limitPrice();
    }
    return order.triggerPrice() != 0 ? order.triggerPrice() : order.mark();
  }

  private Check inRange(DecisionCode code, long price, Instrument rules) {
    String highest = rules.maxPrice() == 0 ? "any" : Text.amount(rules.maxPrice(), facts.quote());
    return new Check(
        code,
        true,
        Fixed8.format(rules.minPrice()) + " to " + highest,
        Text.amount(price, facts.quote()));
  }

  private String why(DecisionCode code) {
    if (code.isStop()) {
      return "nothing that the order belongs to is stopped for that";
    }
    Optional<Limit> limit = limit(code);
    if (limit.isPresent() && facts.limit(limit.get()).isEmpty()) {
      boolean off = facts.limits().isConfigured(limit.get());
      return limit.get().key() + (off ? " is off" : " is not configured");
    }
    return switch (code) {
      case NOTHING_TO_PROTECT -> "a strategy wants the order";
      case TOO_MANY_PARENTS -> "the order is sent as one";
      case NOTHING_TO_WORK -> "the order is no child of another";
      case TOO_MANY_LOTS -> "no protection is asked for";
      case NO_SUCH_ORDER -> "the signal is about no earlier order";
      case NOT_SMALLER -> "the signal makes no earlier order smaller";
      case MAX_ORDER_VALUE -> unvalued();
      case PRICE_COLLAR, VOLATILITY_BAND -> collar(code);
      case INSUFFICIENT_BALANCE ->
          facts.open() ? unvalued() : "the balances of the account are not known";
      case DUPLICATE_ORDER ->
          facts.signal().origin() == SignalOrigin.STRATEGY ? "there was no equal order" : OWN;
      case SELF_TRADE ->
          facts.opposite() <= 0 ? "no own limit order works on the other side" : NO_ORDER;
      case ACCOUNT_NOT_OPEN -> "the account is not configured";
      case INSTRUMENT_NOT_TRADING -> "the instrument is not known";
      default -> addingRisk(code);
    };
  }

  /** Most rules are for orders that add risk, and need a price. */
  private String addingRisk(DecisionCode code) {
    if (facts.reduces()) {
      return REDUCES;
    }
    return switch (code) {
      case MIN_CONFIDENCE -> OWN;
      case MARK_JUMP -> facts.mark().isEmpty() ? NO_PRICE : "there is no reference price before it";
      case STALE_MARK -> NO_PRICE;
      default -> unvalued();
    };
  }

  private String unvalued() {
    return facts.order().isResolved() ? NO_PRICE : NO_ORDER;
  }

  private String collar(DecisionCode code) {
    if (code == DecisionCode.VOLATILITY_BAND && facts.market().band() == MarketState.NO_BAND) {
      return "no volatility band is configured";
    }
    return facts.order().limitPrice() <= 0 ? "there is no limit price" : NO_PRICE;
  }

  private static Optional<Limit> limit(DecisionCode code) {
    String name =
        switch (code) {
          case STALE_MARK -> Limit.MAX_MARK_AGE.name();
          case MARK_JUMP -> Limit.MAX_MARK_JUMP.name();
          case STRATEGY_ORDER_RATE -> Limit.ORDERS_PER_STRATEGY.name();
          case ACCOUNT_ORDER_RATE -> Limit.ORDERS_PER_ACCOUNT.name();
          case DUPLICATE_ORDER -> Limit.DUPLICATE_WINDOW.name();
          default -> code.name();
        };
    return Stream.of(Limit.values()).filter(limit -> limit.name().equals(name)).findFirst();
  }
}
