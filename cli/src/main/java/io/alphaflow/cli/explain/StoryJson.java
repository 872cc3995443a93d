package io.alphaflow.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.Checks.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A story as JSON: every record as it stands in its log, with its place. */
final class StoryJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StoryJson() {}

  static ObjectNode of(Story story) {
    ObjectNode object = JsonCodec.object();
    object.put("correlation", story.decision().record().correlation());
    story.trade().ifPresent(trade -> object.set("trade", node(trade)));
    story.cause().ifPresent(cause -> object.set("cause", node(cause)));
    object.set("decision", node(story.decision()));
    story.checks().ifPresent(checks -> checks(checks, object.putArray("checks")));
    ArrayNode reports = object.putArray("reports");
    story.reports().forEach(report -> reports.add(node(report)));
    if (story.decision().record().outcome() == Outcome.WORKING) {
      children(story.children(), object.putArray("children"));
    }
    story
        .pnl()
        .ifPresent(
            pnl -> {
              ObjectNode effect = object.putObject("pnl");
              effect.set("before", node(pnl.before()));
              effect.set("after", node(pnl.after()));
            });
    ArrayNode alerts = object.putArray("alerts");
    story.alerts().forEach(alert -> alerts.add(node(alert)));
    return object;
  }

  private static void children(List<Children.Child> children, ArrayNode array) {
    for (Children.Child child : children) {
      ObjectNode node = array.addObject().put("number", child.number());
      node.set("signal", node(child.signal()));
      child.decision().ifPresent(decision -> node.set("decision", node(decision)));
      node.put("traded", Fixed8.format(child.traded()));
    }
  }

  private static void checks(List<Check> checks, ArrayNode array) {
    for (Check check : checks) {
      ObjectNode node =
          array
              .addObject()
              .put("control", check.code().control())
              .put("code", check.code().name())
              .put("kept", check.kept());
      if (check.isAsked()) {
        node.put("limit", check.limit()).put("observed", check.observed());
      } else {
        node.put("unasked", check.unasked());
      }
    }
  }

  private static ObjectNode node(Placed<?> placed) {
    ObjectNode node = JsonCodec.object();
    node.put("topic", placed.raw().topic());
    node.put("partition", placed.raw().partition());
    node.put("offset", placed.raw().offset());
    node.put("written", placed.written());
    node.set("record", record(placed.raw().value()));
    return node;
  }

  private static JsonNode record(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
