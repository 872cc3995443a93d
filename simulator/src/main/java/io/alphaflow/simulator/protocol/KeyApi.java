package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** What the key of a request may do. */
final class KeyApi {

  private KeyApi() {}

  static JsonNode restrictions(Call call) {
    boolean withdrawals = call.account().orElseThrow().withdrawals();
    return Json.object()
        .put("ipRestrict", false)
        .put("createTime", 0)
        .put("enableReading", true)
        .put("enableWithdrawals", withdrawals)
        .put("enableInternalTransfer", false)
        .put("enableMargin", false)
        .put("enableFutures", false)
        .put("permitsUniversalTransfer", false)
        .put("enableVanillaOptions", false)
        .put("enableFixApiTrade", false)
        .put("enableFixReadOnly", false)
        .put("enableSpotAndMarginTrading", true)
        .put("enablePortfolioMarginTrading", false);
  }
}
