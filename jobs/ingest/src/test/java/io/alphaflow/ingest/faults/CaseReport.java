package io.alphaflow.ingest.faults;

import io.alphaflow.simulator.faults.Fault;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts of one case, or of many. */
final class CaseReport {

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<Crashes.Place, Integer> crashes = new EnumMap<>(Crashes.Place.class);
  private int cases;

  static CaseReport of(CaseOutcome outcome, TradeLogCheck trades, BarCheck.Result bars) {
    CaseReport report = new CaseReport();
    report.cases = 1;
    report.counts.put(
        "trades", outcome.ledger().values().stream().mapToLong(java.util.List::size).sum());
    report.counts.put("bars", (long) bars.published());
    report.counts.put("quotes", (long) outcome.quotes().size());
    report.counts.put("fetched", outcome.fetched());
    report.counts.put("repeats", trades.repeats());
    report.counts.put("missing", trades.missing());
    report.counts.put("late", (long) trades.late().size());
    report.counts.put("disturbed", (long) bars.disturbed());
    report.counts.put("letters", (long) outcome.letters().size());
    report.counts.put("alerts", (long) outcome.alerts().size());
    report.counts.put("millis", outcome.millis());
    outcome.faults().forEach(report.faults::put);
    outcome.crashes().forEach(report.crashes::put);
    return report;
  }

  void add(CaseReport other) {
    cases += other.cases;
    other.counts.forEach((k, v) -> counts.merge(k, v, Long::sum));
    other.faults.forEach((k, v) -> faults.merge(k, v, Long::sum));
    other.crashes.forEach((k, v) -> crashes.merge(k, v, Integer::sum));
  }

  long get(String count) {
    return counts.getOrDefault(count, 0L);
  }

  int cases() {
    return cases;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "trades=%d bars=%d quotes=%d fetched=%d repeats=%d missing=%d late=%d disturbed=%d letters=%d alerts=%d"
            + " crashes=%s faults=%s seconds=%.1f",
        get("trades"),
        get("bars"),
        get("quotes"),
        get("fetched"),
        get("repeats"),
        get("missing"),
        get("late"),
        get("disturbed"),
        get("letters"),
        get("alerts"),
        crashes,
        faults.entrySet().stream()
            .map(e -> e.getKey().label() + "=" + e.getValue())
            .collect(Collectors.joining(", ", "{", "}")),
        get("millis") / 1000.0);
  }
}
