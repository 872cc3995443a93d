package io.alphaflow.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.cli.backtest.StoreOptions.Stored;
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
    outcome.sweep().ifPresent(sweep -> sweep(root, sweep));
    put(root, "seconds", outcome.seconds());
    put(root, "eventsPerSecond", outcome.result().assumptions().events() / outcome.seconds());
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sweep(ObjectNode root, SweepTable sweep) {
    ObjectNode table = root.putObject("sweep");
    table.put("rankedBy", sweep.rankedBy());
    var rows = table.putArray("sets");
    for (SweepTable.Row row : sweep.rows()) {
      ObjectNode set = rows.addObject();
      set.put("rank", row.rank());
      ObjectNode values = set.putObject("parameters");
      for (int i = 0; i < sweep.parameters().size(); i++) {
        values.put(sweep.parameters().get(i), row.values().get(i));
      }
      metrics(set.putObject("statistics"), row.statistics());
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
