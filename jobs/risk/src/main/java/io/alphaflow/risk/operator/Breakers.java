package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The circuit breakers as Flink CEP patterns over the gate's events.
 *
 * <p>Every journal partition has a branch of its own with parallelism 1, one chain of operators
 * from the partition's clock on: decision 4 says why. In it every breaker has an operator for each
 * of its rules, which serves all accounts or instruments with that rule.
 *
 * @param trips entries for the journal
 * @param alerts about events that came late, which would be a fault
 */
public record Breakers(DataStream<LogWrite> trips, DataStream<Alert> alerts) {

  private static final OutputTag<Watched> LATE =
      new OutputTag<>("late-breaker-events", TypeInformation.of(Watched.class));

  /** Watches the gate's events. */
  public static Breakers watch(DataStream<BreakerEvent> events, RiskOptions options) {
    if (patterns(options).isEmpty()) {
      return new Breakers(nothing(events, LogWrite.class), nothing(events, Alert.class));
    }
    List<DataStream<LogWrite>> trips = new ArrayList<>();
    List<DataStream<Watched>> late = new ArrayList<>();
    for (int partition = 0; partition < options.journalPartitions(); partition++) {
      DataStream<BreakerEvent> clocked = ofPartition(events, partition);
      for (BreakerPattern breaker : patterns(options)) {
        SingleOutputStreamOperator<LogWrite> found = find(clocked, breaker, partition);
        trips.add(found);
        late.add(found.getSideOutput(LATE));
      }
    }
    return new Breakers(union(trips), lateAlerts(union(late)));
  }

  private static List<BreakerPattern> patterns(RiskOptions options) {
    List<BreakerPattern> patterns = new ArrayList<>();
    for (CountBreaker breaker : CountBreaker.values()) {
      options
          .breakers()
          .rules(breaker)
          .forEach(rule -> patterns.add(new CountPattern(breaker, rule, options)));
    }
    options
        .breakers()
        .priceShocks()
        .forEach(rule -> patterns.add(new PriceShockPattern(rule, options.breakers())));
    return patterns;
  }

  private static DataStream<BreakerEvent> ofPartition(
      DataStream<BreakerEvent> events, int partition) {
    return events
        .filter(event -> event.partition() == partition)
        .uid("breaker-events-" + partition)
        .name("breaker events of partition " + partition)
        // As many as there are gates: their events must not overtake each other.
        .setParallelism(events.getParallelism())
        .assignTimestampsAndWatermarks(PartitionClock.strategy())
        .uid("breaker-clock-" + partition)
        .name("clock of partition " + partition)
        .setParallelism(1);
  }

  static SingleOutputStreamOperator<LogWrite> find(
      DataStream<BreakerEvent> clocked, BreakerPattern breaker, int partition) {
    String id = breaker.id() + "-" + partition;
    String name = breaker.title() + ", partition " + partition;
    DataStream<Watched> watched =
        clocked
            .flatMap(breaker)
            .returns(Watched.class)
            .uid("watched-" + id)
            .name("watched for " + name)
            .setParallelism(1);
    // There is one subtask, so every key is where a shuffle would send it, and without one the
    // operators of a branch are one chain: no thread and no buffer for each of them.
    KeyedStream<Watched, String> keyed =
        DataStreamUtils.reinterpretAsKeyedStream(watched, Watched::key, Types.STRING);
    return CEP.pattern(keyed, breaker.pattern(), new EventOrder())
        .inEventTime()
        .sideOutputLateData(LATE)
        .process(breaker, TypeInformation.of(LogWrite.class))
        .uid(id)
        .name(name)
        .setParallelism(1);
  }

  private static DataStream<Alert> lateAlerts(DataStream<Watched> late) {
    return late.map(Breakers::lateAlert)
        .returns(Alert.class)
        .uid("late-breaker-events")
        .name("late breaker events")
        .setParallelism(1);
  }

  private static Alert lateAlert(Watched late) {
    BreakerEvent event = late.event();
    return new Alert(
        "risk",
        "breaker-" + event.partition() + "-" + event.time() + "-LATE",
        Severity.CRITICAL,
        "BREAKER_EVENT_LATE",
        event.account(),
        event.instrument(),
        event.time(),
        "circuit breakers did not see an event (%s, decision %d) in time"
            .formatted(event.kind(), event.decisionSequence()));
  }

  /** A desk may have turned all of them off. */
  private static <T> DataStream<T> nothing(DataStream<BreakerEvent> events, Class<T> type) {
    String name = "no breakers, no " + type.getSimpleName();
    return events
        .flatMap((BreakerEvent event, Collector<T> out) -> {})
        .returns(type)
        .uid(name)
        .name(name);
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    return streams.stream().reduce((a, b) -> a.union(b)).orElseThrow();
  }
}
