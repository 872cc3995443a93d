package io.alphaflow.strategy;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a strategy wants to trade; the host adds who, when and the running number and makes it a
 * {@link io.alphaflow.common.model.Signal}.
 *
 * @param side buy or sell
 * @param sizing how much
 * @param orderType market or limit
 * @param limitPrice units of 1e-8; 0 for a market order
 * @param confidence from 0 to 1
 * @param tag short reason, for example {@code cross-up}
 * @param indicators the values that led to it, by name, in the order given; information only
 * @param protection exits that the risk gate holds for what a purchase buys
 * @param leg which symbol of a strategy with several, from 0
 */
public record SignalIntent(
    Side side,
    Sizing sizing,
    OrderType orderType,
    long limitPrice,
    double confidence,
    String tag,
    Map<String, Double> indicators,
    Protection protection,
    int leg) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first that is out of bounds
   */
  public SignalIntent {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(sizing, "sizing");
    Objects.requireNonNull(orderType, "orderType");
    if (orderType == OrderType.LIMIT ? limitPrice <= 0 : limitPrice != 0) {
      throw new IllegalArgumentException(
          "limit price "
              + Fixed8.format(limitPrice)
              + " of a "
              + orderType
              + " order: a limit order needs one above 0, a market order none");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be from 0 to 1, is " + confidence);
    }
    Objects.requireNonNull(protection, "protection");
    if (leg < 0) {
      throw new IllegalArgumentException("leg " + leg + ": legs are counted from 0");
    }
    if (protection.any() && side != Side.BUY) {
      throw new IllegalArgumentException("protective exits belong to a purchase, not to a sale");
    }
    if (tag.isBlank()) {
      throw new IllegalArgumentException("a signal needs a tag that says why");
    }
    indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    indicators.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "indicator " + name + " is " + value + ": a signal from a cold indicator");
          }
        });
  }

  /** An order at the best prices there are. */
  public static SignalIntent market(
      Side side, Sizing sizing, double confidence, String tag, Map<String, Double> indicators) {
    return new SignalIntent(
        side, sizing, OrderType.MARKET, 0, confidence, tag, indicators, Protection.NONE, 0);
  }

  /** An order at {@code limitPrice} (units of 1e-8) or better. */
  public static SignalIntent limit(
      Side side,
      Sizing sizing,
      long limitPrice,
      double confidence,
      String tag,
      Map<String, Double> indicators) {
    return new SignalIntent(
        side, sizing, OrderType.LIMIT, limitPrice, confidence, tag, indicators, Protection.NONE, 0);
  }

  /**
   * The same with protective exits. The risk gate fires them on marks and takes what they sold off
   * the strategy's later sales. They are not orders at the venue: an exit waits while trading is
   * halted, and while an order that rests at the venue sells the same quantity, with a critical
   * alert each minute.
   */
  public SignalIntent protectedBy(Protection exits) {
    return new SignalIntent(
        side, sizing, orderType, limitPrice, confidence, tag, indicators, exits, leg);
  }

  /** The same for another symbol of a strategy that has several. */
  public SignalIntent on(int otherLeg) {
    return new SignalIntent(
        side, sizing, orderType, limitPrice, confidence, tag, indicators, protection, otherLeg);
  }
}
