package io.alphaflow.execution.chaos;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.matching.OrderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a case leaves: the desk's logs and the venue's books.
 *
 * @param journal each partition in order
 * @param decisions each partition in order
 * @param ledger the venue's books
 * @param options of the gate
 * @param intentTimeout how old a decision may be when its order is sent
 */
record Evidence(
    List<RawRecord> journal,
    List<RawRecord> decisions,
    List<Alert> alerts,
    List<DeadLetter> deadLetters,
    Ledger ledger,
    RiskOptions options,
    Duration intentTimeout) {

  static Evidence of(DeskLogs logs, Ledger ledger, DeskConfig config) {
    return new Evidence(
        logs.of(Topics.JOURNAL),
        logs.of(Topics.DECISIONS),
        decode(Topics.ALERTS, logs.of(Topics.ALERTS)),
        decode(Topics.DEAD_LETTERS, logs.of(Topics.DEAD_LETTERS)),
        ledger,
        RiskOptions.read(config),
        ExecutionOptions.read(config).intentTimeout());
  }

  static <T> List<T> decode(Topic<T> topic, List<RawRecord> records) {
    List<T> values = new ArrayList<>();
    for (RawRecord record : records) {
      try {
        values.add(topic.codec().decode(record.value()));
      } catch (CodecException e) {
        throw new IllegalStateException(topic.name() + " has what is no record of it", e);
      }
    }
    return values;
  }

  /**
   * The approved decisions by client order id, each once; of a pair each order has the decision as
   * if it were for that one only.
   */
  SortedMap<String, Decision> approved() {
    SortedMap<String, Decision> approved = new TreeMap<>();
    for (Decision decision : decode(Topics.DECISIONS, decisions)) {
      decision.approvedOrder().stream()
          .flatMap(order -> order.legs().stream())
          .forEach(leg -> approved.put(leg.clientOrderId(), ordering(decision, leg)));
    }
    return approved;
  }

  private static Decision ordering(Decision d, OrderIntent order) {
    return new Decision(
        d.account(),
        d.sequence(),
        d.journalPartition(),
        d.journalOffset(),
        d.time(),
        d.strategy(),
        d.instrument(),
        d.signalOrigin(),
        d.signalSequence(),
        d.triggerTradeId(),
        d.outcome(),
        order,
        d.violations(),
        d.inputs());
  }

  /** The decisions that an order be smaller, by its client order id and their sequence. */
  Map<String, SortedMap<Long, Decision>> amending() {
    Map<String, SortedMap<Long, Decision>> amending = new TreeMap<>();
    for (Decision decision : decode(Topics.DECISIONS, decisions)) {
      decision
          .amended()
          .ifPresent(
              order ->
                  amending
                      .computeIfAbsent(order.clientOrderId(), id -> new TreeMap<>())
                      .put(decision.sequence(), decision));
    }
    return amending;
  }

  /**
   * All reports of orders in the order of the journal, repeated ones included, but those that they
   * are smaller.
   */
  List<ExecutionReport> reports() {
    return told().filter(r -> r.executionType() != ExecutionType.AMENDED).toList();
  }

  /** All reports that orders are smaller, repeated ones included. */
  List<ExecutionReport> amendments() {
    return told().filter(r -> r.executionType() == ExecutionType.AMENDED).toList();
  }

  private Stream<ExecutionReport> told() {
    return decode(Topics.JOURNAL, journal).stream()
        .filter(ExecutionReport.class::isInstance)
        .map(ExecutionReport.class::cast);
  }

  /** Of each order its reports by sequence; of those that came again the first, as readers do. */
  SortedMap<String, SortedMap<Long, ExecutionReport>> reportsByOrder() {
    SortedMap<String, SortedMap<Long, ExecutionReport>> byOrder = new TreeMap<>();
    for (ExecutionReport report : reports()) {
      byOrder
          .computeIfAbsent(report.clientOrderId(), id -> new TreeMap<>())
          .putIfAbsent(report.sequence(), report);
    }
    return byOrder;
  }

  /** The venue's orders by client order id; where there are two, the first. */
  Map<String, OrderState> placed() {
    Map<String, OrderState> placed = new LinkedHashMap<>();
    ledger.orders().forEach(order -> placed.putIfAbsent(order.clientOrderId(), order));
    return placed;
  }

  /** The venue's spelling of an instrument. */
  static String symbol(String instrument) {
    InstrumentId id = InstrumentId.parse(instrument);
    return id.base() + id.quote();
  }
}
