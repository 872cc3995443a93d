package io.alphaflow.cli.explain;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The alerts that concern a decision: their identity names the decision, its order, or the place in
 * the journal of its cause or of a report of its order.
 */
final class RelatedAlerts {

  private final RecordCodec<Alert> codec = Topics.ALERTS.codec();
  private final String ending;
  private final String breaker;
  private final List<String> places;
  private final String order;
  private final Map<String, Placed<Alert>> found = new LinkedHashMap<>();

  /**
   * Looks for alerts.
   *
   * @param entries what the journal has of the decision
   */
  RelatedAlerts(Decision decision, List<? extends Placed<?>> entries) {
    this.ending = "/" + decision.id();
    this.breaker = "breaker-" + decision.account() + "-" + decision.sequence() + "-";
    this.order = decision.approvedOrder().map(OrderIntent::clientOrderId).orElse("");
    this.places =
        entries.stream()
            .map(Placed::raw)
            .flatMap(
                raw ->
                    List.of(
                        "-" + raw.partition() + "-" + raw.offset(),
                        "/" + raw.partition() + "/" + raw.offset())
                        .stream())
            .toList();
  }

  /** The next record of the alerts. */
  void take(RawRecord in) {
    read(in)
        .filter(a -> isAbout(a.record()))
        .ifPresent(a -> found.putIfAbsent(a.record().source() + " " + a.record().id(), a));
  }

  private Optional<Placed<Alert>> read(RawRecord in) {
    try {
      return Optional.of(new Placed<>(codec.decode(in.value()), in));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private boolean isAbout(Alert alert) {
    String id = alert.id();
    return id.endsWith(ending)
        || id.startsWith(breaker)
        || places.stream().anyMatch(place -> id.endsWith(place) || id.contains(place + "-"))
        || !order.isEmpty() && (id.contains(order) || alert.message().contains(order));
  }

  /** Those that were found, by the time they were written. */
  List<Placed<Alert>> found() {
    TreeMap<String, Placed<Alert>> sorted = new TreeMap<>();
    found.values().forEach(a -> sorted.put("%020d %s".formatted(a.written(), a.place()), a));
    return List.copyOf(sorted.values());
  }
}
