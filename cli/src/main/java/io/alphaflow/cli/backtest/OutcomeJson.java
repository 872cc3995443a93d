package io.alphaflow.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.cli.backtest.StoreOptions.Stored;
import io.alphaflow.common.model.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run as one JSON object: metrics by key, what is undefined is null. */
final class OutcomeJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OutcomeJson() {}

  static String write(Outcome outcome, Optional<Stored> stored) {
    ObjectNode root = JSON.createObjectNode();
    stored.ifPresent(run -> root.put("run", run.run()).put("isNew", run.isNew()));
    root.set("assumptions", JSON.valueToTree(outcome.result().assumptions()));
    double[] equity = outcome.result().equity().equity();
    put(root, "equity", equity.length == 0 ? Double.NaN : equity[equity.length - 1]);
    metrics(root.putObject("statistics"), outcome.statistics().values());
    root.set("counts", JSON.valueToTree(outcome.result().counts()));
    limits(root.putArray("limits"), outcome.result().limits());
    alerts(root.putArray("alerts"), outcome.alerts());
    outcome.sweep().ifPresent(sweep -> sweep(root, sweep));
    outcome.walk().ifPresent(walk -> walk(root.putObject("walkForward"), walk));
    put(root, "seconds", outcome.seconds());
    put(root, "eventsPerSecond", outcome.result().assumptions().events() / outcome.seconds());
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void limits(ArrayNode into, List<LimitUse> limits) {
    for (LimitUse use : limits) {
      ObjectNode limit = into.addObject();
      limit.put("control", use.control()).put("value", use.value()).put("limit", use.limit());
      put(limit, "share", use.share());
      limit.put("broken", use.broken());
    }
  }

  private static void alerts(ArrayNode into, List<Alert> alerts) {
    for (Alert alert : alerts) {
      into.addObject()
          .put("severity", alert.severity().name())
          .put("code", alert.code())
          .put("account", alert.account())
          .put("instrument", alert.instrument())
          .put("time", alert.time())
          .put("message", alert.message());
    }
  }

  private static void sweep(ObjectNode root, SweepTable sweep) {
    ObjectNode table = root.putObject("sweep");
    table.put("rankedBy", sweep.rankedBy());
    table.put("better", sweep.better().name().toLowerCase(Locale.ROOT));
    var rows = table.putArray("sets");
    for (SweepTable.Row row : sweep.rows()) {
      ObjectNode set = rows.addObject();
      set.put("rank", row.rank());
      parameters(set, sweep.parameters(), row.values());
      metrics(set.putObject("statistics"), row.statistics());
    }
  }

  private static void walk(ObjectNode into, WalkForwardTable walk) {
    into.put("rankedBy", walk.rankedBy());
    into.put("sets", walk.sets());
    put(into, "efficiency", walk.efficiency());
    var rows = into.putArray("windows");
    for (WalkForwardTable.Row row : walk.rows()) {
      ObjectNode window = rows.addObject();
      window.put("trainFrom", row.trainFrom()).put("trainTo", row.trainTo());
      window.put("testFrom", row.testFrom()).put("testTo", row.testTo());
      parameters(window, walk.parameters(), row.values());
      metrics(window.putObject("trained"), row.trained());
      metrics(window.putObject("tested"), row.tested());
    }
  }

  private static void parameters(ObjectNode into, List<String> names, List<String> texts) {
    ObjectNode values = into.putObject("parameters");
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), texts.get(i));
    }
  }

  private static void metrics(ObjectNode into, Map<String, Double> values) {
    for (Metric metric : Metric.values()) {
      if (values.containsKey(metric.key())) {
        put(into, metric.key(), values.get(metric.key()));
      }
    }
  }

  private static void put(ObjectNode into, String key, double value) {
    if (Double.isFinite(value)) {
      into.put(key, value);
    } else {
      into.putNull(key);
    }
  }
}
