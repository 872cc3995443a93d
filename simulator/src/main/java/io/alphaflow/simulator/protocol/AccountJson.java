package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.PreventedMatch;

/** Accounts and what they pay, in the venue's words. */
final class AccountJson {

  private AccountJson() {}

  static ObjectNode balance(Balance balance) {
    return Json.object()
        .put("asset", balance.asset())
        .put("free", Json.amount(balance.free()))
        .put("locked", Json.amount(balance.locked()));
  }

  /** What an account pays in a symbol. */
  static ObjectNode commission(MatchingEngine engine, String account, String symbol) {
    MatchingRules rules = engine.rules();
    ObjectNode out = Json.object().put("symbol", symbol);
    rates(out.putObject("standardCommission"), rules.makerFee(), rules.takerFee(), true);
    rates(out.putObject("specialCommission"), 0, 0, true);
    rates(out.putObject("taxCommission"), 0, 0, true);
    discount(out, engine, account);
    return out;
  }

  /** What an account would pay on the trades of an order. */
  static ObjectNode ratesOfOrder(MatchingEngine engine, String account) {
    MatchingRules rules = engine.rules();
    ObjectNode out = Json.object();
    rates(out.putObject("standardCommissionForOrder"), rules.makerFee(), rules.takerFee(), false);
    rates(out.putObject("specialCommissionForOrder"), 0, 0, false);
    rates(out.putObject("taxCommissionForOrder"), 0, 0, false);
    discount(out, engine, account);
    return out;
  }

  private static void rates(ObjectNode out, long maker, long taker, boolean sides) {
    out.put("maker", Json.amount(maker)).put("taker", Json.amount(taker));
    if (sides) {
      out.put("buyer", Json.amount(0)).put("seller", Json.amount(0));
    }
  }

  /** The venue gives the part that is left: 0.75 for a quarter off. */
  private static void discount(ObjectNode out, MatchingEngine engine, String account) {
    out.putObject("discount")
        .put("enabledForAccount", engine.paysInBnb(account))
        .put("enabledForSymbol", true)
        .put("discountAsset", MatchingRules.DISCOUNT_ASSET)
        .put("discount", Json.amount(Fixed8.ONE - engine.rules().bnbDiscount()));
  }

  /** A trade of an account with itself that did not happen. */
  static ObjectNode preventedMatch(String symbol, PreventedMatch match, VenueTimeUnit unit) {
    ObjectNode out =
        Json.object()
            .put("symbol", symbol)
            .put("preventedMatchId", match.id())
            .put("takerOrderId", match.takerOrderId())
            .put("makerSymbol", symbol)
            .put("makerOrderId", match.makerOrderId())
            .put("tradeGroupId", -1)
            .put("selfTradePreventionMode", match.mode().name())
            .put("price", Json.amount(match.price()));
    if (match.takerQuantity() > 0) {
      out.put("takerPreventedQuantity", Json.amount(match.takerQuantity()));
    }
    if (match.makerQuantity() > 0) {
      out.put("makerPreventedQuantity", Json.amount(match.makerQuantity()));
    }
    return out.put("transactTime", unit.of(match.timeMicros()));
  }
}
