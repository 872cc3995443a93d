package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The little of {@code /sapi} that common clients ask for while they start, so that they start here
 * as well. Nothing can be deposited, withdrawn or borrowed.
 */
final class WalletApi {

  private final Venue venue;
  private final MatchingRules rules;

  WalletApi(Venue venue) {
    this.venue = venue;
    this.rules = venue.engine().rules();
  }

  JsonNode systemStatus(Call call) {
    return Json.object().put("status", 0).put("msg", "normal");
  }

  /** There is no margin trading. */
  JsonNode noPairs(Call call) {
    return Json.array();
  }

  JsonNode assetDetail(Call call) {
    ObjectNode out = Json.object();
    for (String asset : assets()) {
      out.putObject(asset)
          .put("minWithdrawAmount", Json.amount(0))
          .put("depositStatus", false)
          .put("withdrawFee", Json.amount(0))
          .put("withdrawStatus", false);
    }
    return out;
  }

  JsonNode coins(Call call) {
    Map<String, Balance> own =
        venue.engine().balances(call.accountName()).stream()
            .collect(Collectors.toMap(Balance::asset, Function.identity()));
    return Json.array(assets(), asset -> coin(own.getOrDefault(asset, new Balance(asset, 0, 0))));
  }

  private static ObjectNode coin(Balance balance) {
    ObjectNode out =
        Json.object()
            .put("coin", balance.asset())
            .put("name", balance.asset())
            .put("depositAllEnable", false)
            .put("withdrawAllEnable", false)
            .put("free", Json.amount(balance.free()))
            .put("locked", Json.amount(balance.locked()))
            .put("freeze", "0")
            .put("withdrawing", "0")
            .put("ipoing", "0")
            .put("ipoable", "0")
            .put("storage", "0")
            .put("isLegalMoney", false)
            .put("trading", true);
    out.putArray("networkList");
    return out;
  }

  JsonNode tradeFees(Call call) {
    List<SymbolSpec> symbols =
        call.params()
            .text("symbol")
            .map(s -> List.of(venue.listed(s)))
            .orElseGet(() -> venue.engine().symbols());
    return Json.array(
        symbols,
        s ->
            Json.object()
                .put("symbol", s.symbol())
                .put("makerCommission", Json.amount(rules.makerFee()))
                .put("takerCommission", Json.amount(rules.takerFee())));
  }

  private SortedSet<String> assets() {
    SortedSet<String> assets = new TreeSet<>();
    for (SymbolSpec symbol : venue.engine().symbols()) {
      assets.add(symbol.base());
      assets.add(symbol.quote());
    }
    return assets;
  }
}
