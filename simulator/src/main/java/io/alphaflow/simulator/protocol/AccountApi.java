package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.PreventedMatch;
import java.util.List;
import java.util.OptionalLong;

/** Balances, own trades and order counts. */
final class AccountApi {

  private static final int DEFAULT_FILLS = 500;
  private static final int MOST_FILLS = 1_000;
  private static final long UNITS_PER_BASIS_POINT = 10_000;

  private static final int DEFAULT_MATCHES = 500;
  private static final int MOST_MATCHES = 1_000;

  private final Venue venue;
  private final MatchingRules rules;

  AccountApi(Venue venue) {
    this.venue = venue;
    this.rules = venue.engine().rules();
  }

  static int myTradesWeight(Params params) {
    return params.text("orderId").isPresent() ? 5 : 20;
  }

  JsonNode myTrades(Call call) {
    Params params = call.params();
    String symbol = venue.symbol(params).symbol();
    OptionalLong fromId = params.whole("fromId");
    OptionalLong orderId = params.whole("orderId");
    boolean timed = params.whole("startTime").isPresent() || params.whole("endTime").isPresent();
    if (timed && (fromId.isPresent() || orderId.isPresent())) {
      throw ApiException.of(-1128, "Combination of optional parameters invalid.");
    }
    params.requireOneDay();
    long start = params.time("startTime").orElse(Long.MIN_VALUE);
    long end = params.time("endTime").orElse(Long.MAX_VALUE);
    List<Fill> own =
        venue.engine().fills(symbol).stream()
            .filter(f -> f.account().equals(call.accountName()))
            .filter(f -> f.tradeId() >= fromId.orElse(0))
            .filter(f -> orderId.isEmpty() || f.orderId() == orderId.getAsLong())
            .filter(f -> f.timeMicros() >= start && f.timeMicros() <= end)
            .toList();
    boolean oldestFirst = fromId.isPresent() || start != Long.MIN_VALUE;
    int limit = params.limit(DEFAULT_FILLS, MOST_FILLS);
    return Json.array(Page.of(own, limit, oldestFirst), f -> OrderJson.fill(f, call.unit()));
  }

  JsonNode account(Call call) {
    boolean omitZero = call.params().text("omitZeroBalances").filter("true"::equals).isPresent();
    ObjectNode out =
        Json.object()
            .put("makerCommission", rules.makerFee() / UNITS_PER_BASIS_POINT)
            .put("takerCommission", rules.takerFee() / UNITS_PER_BASIS_POINT)
            .put("buyerCommission", 0)
            .put("sellerCommission", 0);
    out.putObject("commissionRates")
        .put("maker", Json.amount(rules.makerFee()))
        .put("taker", Json.amount(rules.takerFee()))
        .put("buyer", Json.amount(0))
        .put("seller", Json.amount(0));
    out.put("canTrade", true)
        .put("canWithdraw", false)
        .put("canDeposit", false)
        .put("brokered", false)
        .put("requireSelfTradePrevention", false)
        .put("preventSor", false)
        .put("updateTime", call.unit().of(venue.playback().marketMicros()))
        .put("accountType", "SPOT");
    List<Balance> balances =
        venue.engine().balances(call.accountName()).stream()
            .filter(b -> !omitZero || b.free() != 0 || b.locked() != 0)
            .toList();
    out.set("balances", Json.array(balances, AccountJson::balance));
    out.putArray("permissions").add("SPOT");
    return out.put("uid", 1 + Math.floorMod(call.accountName().hashCode(), 1_000_000));
  }

  JsonNode orderCounts(Call call) {
    RateLimits limits = venue.limits();
    long now = venue.wall().getAsLong();
    ArrayNode out = Json.array();
    out.add(
        ExchangeRules.limit("ORDERS", "SECOND", 10, limits.limits().ordersPer10Seconds())
            .put("count", limits.orders10Seconds(call.accountName(), now)));
    out.add(
        ExchangeRules.limit("ORDERS", "DAY", 1, limits.limits().ordersPerDay())
            .put("count", limits.ordersDay(call.accountName(), now)));
    return out;
  }

  JsonNode commission(Call call) {
    String symbol = venue.symbol(call.params()).symbol();
    return AccountJson.commission(venue.engine(), call.accountName(), symbol);
  }

  static int preventedMatchesWeight(Params params) {
    return params.text("orderId").isPresent() ? 20 : 2;
  }

  JsonNode preventedMatches(Call call) {
    Params params = call.params();
    String symbol = venue.symbol(params).symbol();
    OptionalLong id = params.whole("preventedMatchId");
    OptionalLong orderId = params.whole("orderId");
    long from = params.whole("fromPreventedMatchId").orElse(0);
    if (id.isPresent() == orderId.isPresent()) {
      throw ApiException.of(-1128, "Combination of optional parameters invalid.");
    }
    List<PreventedMatch> own =
        venue.engine().preventedMatches(symbol).stream()
            .filter(m -> m.account().equals(call.accountName()))
            .filter(m -> id.isEmpty() || m.id() == id.getAsLong())
            .filter(m -> orderId.isEmpty() || isOf(m, orderId.getAsLong()))
            .filter(m -> m.id() >= from)
            .toList();
    int limit = params.limit(DEFAULT_MATCHES, MOST_MATCHES);
    return Json.array(
        Page.of(own, limit, true), m -> AccountJson.preventedMatch(symbol, m, call.unit()));
  }

  private static boolean isOf(PreventedMatch match, long orderId) {
    return match.takerOrderId() == orderId || match.makerOrderId() == orderId;
  }
}
