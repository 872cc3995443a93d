package io.alphaflow.cli.parity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.money.Fixed8;
import java.util.Locale;

/** The comparison for programs. */
final class ParityJson {

  private ParityJson() {}

  /** The score and what it is made of. */
  static ObjectNode summary(Parity parity) {
    ObjectNode object = JsonCodec.object();
    object.put("score", parity.score());
    object.put("comparedTo", Micros.iso(parity.period().to()));
    object.put("trades", parity.trades());
    share(object, "signals", parity.signals());
    share(object, "decisions", parity.decisions());
    share(object, "fills", parity.fills());
    object.put("unexplained", parity.unexplained());
    differences(parity, object.putObject("differences"));
    object.put("latencyMicros", parity.rules().entryLatency());
    object.put("takerFee", Fixed8.format(parity.rules().takerFee()));
    ArrayNode notes = object.putArray("notes");
    parity.notes().forEach(notes::add);
    return object;
  }

  /** How many differences there are of each explanation. */
  static ObjectNode differences(Parity parity, ObjectNode into) {
    for (Why why : Why.values()) {
      if (parity.count(why) > 0) {
        into.put(why.name().toLowerCase(Locale.ROOT), parity.count(why));
      }
    }
    return into;
  }

  private static void share(ObjectNode object, String name, Parity.Share share) {
    object.putObject(name).put("same", share.same()).put("all", share.all());
  }

  /** Everything. */
  static ObjectNode of(Parity parity) {
    ObjectNode object = summary(parity);
    ArrayNode array = object.putArray("unlike");
    for (Unlike unlike : parity.unlike()) {
      array
          .addObject()
          .put("what", unlike.what().name())
          .put("why", unlike.why().name())
          .put("where", unlike.where())
          .put("desk", unlike.desk())
          .put("backtest", unlike.backtest())
          .put("evidence", unlike.evidence());
    }
    return object;
  }
}
