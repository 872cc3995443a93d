package io.alphaflow.execution.chaos;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a case left and what is wrong with it.
 *
 * @param faults made by the exchange
 * @param blows that struck
 * @param millis how long it took, wall time
 */
record CaseOutcome(
    Evidence evidence,
    List<Problem> problems,
    Map<Fault, Long> faults,
    Map<Blow.Kind, Integer> blows,
    long millis) {

  private static final int MOST_STORIES = 3;

  /** What stands between client order ids, among others. */
  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_-]+");

  /** What happened, by name, in the order in which it is printed. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    List<ExecutionReport> first =
        evidence.reportsByOrder().values().stream().flatMap(r -> r.values().stream()).toList();
    counts.put("a.decisions", (long) evidence.approved().size());
    counts.put(
        "b.pairs",
        evidence.approved().values().stream().filter(d -> d.order().stop() != null).count());
    counts.put(
        "b.pairsPlaced",
        evidence.placed().keySet().stream()
            .filter(id -> OrderIntent.firstOf(id).isPresent())
            .count());
    counts.put("b.orders", (long) evidence.ledger().orders().size());
    evidence
        .ledger()
        .orders()
        .forEach(order -> counts.merge("b.orders " + kind(order), 1L, Long::sum));
    counts.put("c.fills", (long) evidence.ledger().fills().size());
    counts.put("b.replacing", replacing(evidence).count());
    counts.put(
        "b.replaced",
        replacing(evidence)
            .filter(decision -> evidence.placed().containsKey(decision.order().clientOrderId()))
            .count());
    counts.put(
        "b.amending", evidence.amending().values().stream().mapToLong(SortedMap::size).sum());
    counts.put(
        "b.amended",
        evidence.amendments().stream().map(ExecutionReport::sequence).distinct().count());
    counts.put("d.rejected", ends(first, ExecutionType.REJECTED));
    counts.put("e.notPlaced", ends(first, ExecutionType.NOT_PLACED));
    counts.put("f.canceled", ends(first, ExecutionType.CANCELED));
    counts.put("f.expired", ends(first, ExecutionType.EXPIRED));
    counts.put(
        "g.open",
        evidence.ledger().orders().stream().filter(order -> order.status().isOpen()).count());
    counts.put(
        "h.unknown",
        evidence.alerts().stream()
            .filter(alert -> alert.code().equals("ORDER_UNKNOWN"))
            .map(Alert::correlation)
            .distinct()
            .count());
    counts.put("i.reportsAgain", (long) (evidence.reports().size() - first.size()));
    blows.forEach((kind, count) -> counts.put("j.blow " + kind, (long) count));
    faults.forEach((fault, count) -> counts.put("k." + fault.label(), count));
    return counts;
  }

  private static String kind(OrderState order) {
    return order.request().type()
        + (order.request().quoteQuantity() > 0 ? " by amount" : "")
        + (order.timeInForce() == TimeInForce.GTC ? "" : " " + order.timeInForce());
  }

  /** Approved orders in the place of others. */
  private static Stream<Decision> replacing(Evidence evidence) {
    return evidence.approved().values().stream()
        .filter(decision -> decision.order().replaced().isPresent());
  }

  private static long ends(List<ExecutionReport> reports, ExecutionType type) {
    return reports.stream().filter(report -> report.executionType() == type).count();
  }

  /** Counts in one line. */
  static String text(SortedMap<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (name, count) -> {
          if (count != 0) {
            text.append(' ')
                .append(name.substring(2).replace(' ', '-').toLowerCase(java.util.Locale.ROOT));
            text.append('=').append(count);
          }
        });
    return text.toString().trim();
  }

  /** Writes the logs for a person; where they are. */
  static Path write(Evidence evidence, String head, Path folder, long seed) throws IOException {
    List<String> lines = new ArrayList<>(List.of(head));
    lines.addAll(lines(evidence));
    Files.createDirectories(folder);
    return Files.write(folder.resolve("seed-" + seed + ".txt"), lines);
  }

  private static List<String> lines(Evidence evidence) {
    List<String> lines = new ArrayList<>();
    Map<String, String> ids = new HashMap<>();
    for (OrderState order : evidence.ledger().orders()) {
      ids.put(order.symbol() + order.orderId(), order.clientOrderId());
      lines.add("venue " + order);
    }
    for (Fill fill : evidence.ledger().fills()) {
      lines.add("venue, of " + ids.get(fill.symbol() + fill.orderId()) + " " + fill);
    }
    evidence.alerts().forEach(alert -> lines.add(alert.toString()));
    evidence.deadLetters().forEach(letter -> lines.add(letter.toString()));
    evidence.decisions().forEach(record -> lines.add(line("decision", record)));
    evidence.journal().forEach(record -> lines.add(line("journal", record)));
    return lines;
  }

  /** All that the venue and the logs say of orders with which something is wrong. */
  List<String> stories() {
    Set<String> orders = evidence.approved().keySet();
    List<String> named =
        problems.stream()
            .flatMap(problem -> words(problem.what()))
            .filter(orders::contains)
            .distinct()
            .limit(MOST_STORIES)
            .toList();
    List<String> lines = lines(evidence);
    List<String> stories = new ArrayList<>();
    for (String id : named) {
      stories.add("the story of " + id);
      lines.stream().filter(line -> words(line).anyMatch(id::equals)).forEach(stories::add);
    }
    return stories;
  }

  private static Stream<String> words(String text) {
    return NO_WORD.splitAsStream(text);
  }

  private static String line(String log, RawRecord record) {
    return "%s %d/%d at %d %s"
        .formatted(
            log,
            record.partition(),
            record.offset(),
            record.timestamp(),
            new String(record.value(), StandardCharsets.UTF_8));
  }
}
