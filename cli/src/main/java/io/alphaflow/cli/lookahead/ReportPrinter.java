package io.alphaflow.cli.lookahead;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.lookahead.Report.Row;
import io.alphaflow.cli.strategy.StrategyCall;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.strategy.StrategyInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A report as text for people and as JSON. */
final class ReportPrinter {

  private final StrategyCall call;
  private final String interval;
  private final StrategyInputs inputs;
  private final Report report;

  ReportPrinter(StrategyCall call, String interval, StrategyInputs inputs, Report report) {
    this.call = call;
    this.interval = interval;
    this.inputs = inputs;
    this.report = report;
  }

  /** A short table, what was found, and what to do about it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %s: %,d events, bars of %s, %,d decisions, warm-up of %,d bars%s",
            call.type(),
            call.parameters(),
            report.events(),
            interval,
            report.decisions(),
            report.warmUp(),
            inputs.needsWholeDay() ? " of a day seen from its beginning" : ""));
    lines.add("");
    for (Row row : report.rows()) {
      lines.add(
          String.format(
              Locale.ROOT, "  %-34s %-14s %s", row.check().title(), count(row), outcome(row)));
    }
    for (Row row : report.rows()) {
      row.first()
          .ifPresent(
              first -> {
                lines.add("");
                lines.add(row.check().title() + ": " + first);
              });
    }
    advice().ifPresent(lines::add);
    if (!report.values().isEmpty()) {
      lines.add("");
      lines.add("Largest difference of an indicator after the warm-up, relative to its range:");
      report.values().forEach((name, part) -> lines.add("  " + name + "  " + percent(part)));
    }
    lines.add("");
    lines.add(
        report.clean()
            ? verdict()
            : "FOUND: what it decides depends on what it cannot know, see above.");
    return lines;
  }

  private String verdict() {
    return report.decisions() == 0
        ? "Nothing found, but it never decided anything: try other data or parameters."
        : "Nothing found.";
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, part == 0 ? "0 %%" : "%.3g %%", part * 100);
  }

  private static String count(Row row) {
    if (!row.skipped().isEmpty()) {
      return "";
    }
    String what =
        switch (row.check()) {
          case REFERENCES -> "classes";
          case FUTURE_REMOVED -> "prefixes";
          case RESTARTED -> "restarts";
          case STARTED_LATER -> "starts";
          case REPEATED, SAME_PROCESS -> "runs";
        };
    return String.format(Locale.ROOT, "%,d %s", row.runs(), what);
  }

  private static String outcome(Row row) {
    if (!row.skipped().isEmpty()) {
      return row.skipped();
    }
    if (row.check() == Check.REFERENCES) {
      return row.found() == 0 ? "none" : row.found() + " REFERENCES";
    }
    return row.found() == 0 ? "same decisions" : row.found() + " DIFFER";
  }

  private Optional<String> advice() {
    boolean late =
        report.rows().stream()
            .anyMatch(row -> row.check() == Check.STARTED_LATER && row.found() > 0);
    if (!late) {
      return Optional.empty();
    }
    return Optional.of(
        report
            .sufficient()
            .map(
                bars ->
                    "With "
                        + bars
                        + " bars of warm-up all starts agree: declare inputs.warmUp("
                        + (bars - (report.warmUp() - inputs.ownWarmUp()))
                        + ").")
            .orElse("No longer warm-up was found with which the starts agree."));
  }

  /** The same for programs. */
  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    object.put("strategy", call.type());
    ObjectNode parameters = object.putObject("parameters");
    call.parameters().forEach(parameters::put);
    object.put("interval", interval);
    object.put("events", report.events());
    object.put("decisions", report.decisions());
    object.put("warmUp", report.warmUp());
    object.put("clean", report.clean());
    ArrayNode checks = object.putArray("checks");
    for (Row row : report.rows()) {
      ObjectNode check = checks.addObject();
      check.put("check", row.check().name());
      check.put("runs", row.runs());
      check.put("found", row.found());
      row.first().ifPresent(first -> check.put("first", first));
      if (!row.skipped().isEmpty()) {
        check.put("skipped", row.skipped());
      }
    }
    ObjectNode values = object.putObject("indicatorDifferences");
    for (Map.Entry<String, Double> value : report.values().entrySet()) {
      values.put(value.getKey(), value.getValue());
    }
    report.sufficient().ifPresent(bars -> object.put("sufficientWarmUp", bars));
    return object;
  }
}
