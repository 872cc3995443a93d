package io.alphaflow.cli.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.drill.DrillResult;
import io.alphaflow.risk.drill.DrillResult.Status;
import io.alphaflow.risk.drill.DrillSuite;
import io.alphaflow.risk.drill.IncidentResult;
import io.alphaflow.risk.drill.Incidents;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What came of the drills of a desk, for people and as JSON.
 *
 * @param drills of controls, by their numbers
 * @param incidents public ones
 */
record DrillReport(List<DrillResult> drills, List<IncidentResult> incidents) {

  private static final String ROW = "%-4s %-24s %-42s %-8s %6s  %s%n";

  static DrillReport of(RiskOptions options) {
    return new DrillReport(DrillSuite.run(options), Incidents.run(options));
  }

  /** Whether a control did not fire. */
  boolean isFailed() {
    return drills.stream().anyMatch(DrillResult::isFailed);
  }

  private long count(Status status) {
    return drills.stream().filter(drill -> drill.status() == status).count();
  }

  void print(PrintWriter out) {
    out.printf(ROW, "", "code", "limit", "fired", "order", "where it stands");
    for (DrillResult drill : drills) {
      out.printf(
          ROW,
          drill.control(),
          drill.code(),
          drill.limit(),
          word(drill.status()),
          drill.order() == 0 ? "" : drill.order(),
          drill.source());
    }
    out.println();
    incidents.forEach(i -> out.printf("%-37s %s%n", i.name(), i.sentence()));
    out.println();
    out.printf(
        "%d fired, %d are switched off, %d are measured by benchmarks, %d did not fire.%n",
        count(Status.FIRED), count(Status.OFF), count(Status.MEASURED), count(Status.NOT_FIRED));
    drills.stream()
        .filter(DrillResult::isFailed)
        .forEach(
            drill ->
                out.printf(
                    "NOT FIRED: %s %s, %s: %s%n",
                    drill.control(), drill.code(), drill.limit(), drill.sentence()));
  }

  private static String word(Status status) {
    return switch (status) {
      case FIRED -> "yes";
      case NOT_FIRED -> "NO";
      case OFF -> "off";
      case MEASURED -> "measured";
    };
  }

  ObjectNode json() {
    ObjectNode report = JsonCodec.object();
    ArrayNode all = report.putArray("drills");
    for (DrillResult drill : drills) {
      all.addObject()
          .put("control", drill.control())
          .put("code", drill.code())
          .put("limit", drill.limit())
          .put("source", drill.source())
          .put("status", drill.status().name().toLowerCase(Locale.ROOT))
          .put("order", drill.order())
          .put("found", drill.sentence());
    }
    ArrayNode stopped = report.putArray("incidents");
    for (IncidentResult incident : incidents) {
      ObjectNode object = stopped.addObject().put("name", incident.name());
      object.put("order", incident.order());
      incident.codes().forEach(object.putArray("codes")::add);
      object.put("orders", incident.orders()).put("approved", incident.approved());
    }
    return report.put("failed", isFailed());
  }
}
