package io.alphaflow.cli.whatif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What would have been different, for a program. */
final class WhatIfJson {

  private static final RecordCodec<Decision> CODEC = Topics.DECISIONS.codec();

  private WhatIfJson() {}

  static ObjectNode of(WhatIf result) {
    ObjectNode object = JsonCodec.object();
    object.put("decisions", result.decisions());
    object.put("different", !result.isEmpty());
    for (OrderChange.Kind kind : OrderChange.Kind.values()) {
      object.put(kind.name().toLowerCase(Locale.ROOT), result.count(kind));
    }
    object.put("newSignals", result.newSignals());
    object.put("otherReasons", result.otherReasons());
    ObjectNode codes = object.putObject("blockedBy");
    WhatIfText.codes(result).forEach(codes::put);
    ObjectNode pnl = object.putObject("pnl");
    result
        .effects()
        .forEach(
            (account, effect) ->
                pnl.putObject(account)
                    .put("currency", effect.currency())
                    .put("recorded", Fixed8.format(effect.recorded()))
                    .put("changed", Fixed8.format(effect.changed()))
                    .put("difference", Fixed8.format(effect.difference())));
    object
        .putObject("simulated")
        .put("orders", result.simulatedOrders())
        .put("fills", result.simulatedFills())
        .put("latencyMicros", result.rules().entryLatency())
        .put("takerFee", Fixed8.format(result.rules().takerFee()));
    ArrayNode changes = object.putArray("changes");
    for (OrderChange change : result.changes()) {
      ObjectNode node = changes.addObject();
      node.put("kind", change.kind().name());
      change.recorded().ifPresent(decision -> node.putRawValue("recorded", raw(decision)));
      change.now().ifPresent(decision -> node.putRawValue("now", raw(decision)));
    }
    return object;
  }

  private static RawValue raw(Decision decision) {
    return new RawValue(new String(CODEC.encode(decision), StandardCharsets.UTF_8));
  }
}
