package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The circuit breakers as Flink CEP patterns over the gate's events.
 *
 * <p>Every journal partition has a branch of its own with parallelism 1. Flink has one watermark
 * for an operator, but each partition has its own clock: in one common operator a partition that is
 * read ahead would make the events of the others late, and the smallest clock of all would make
 * matches wait for partitions in which nothing happens. The number of partitions is fixed for the
 * life of a desk, so the graph is, too.
 *
 * @param trips entries for the journal
 * @param alerts about events that came late, which would be a fault
 */
public record Breakers(DataStream<LogWrite> trips, DataStream<Alert> alerts) {

  private static final OutputTag<BreakerEvent> LATE =
      new OutputTag<>("late-breaker-events", TypeInformation.of(BreakerEvent.class));

  /** Watches the gate's events. */
  public static Breakers watch(DataStream<BreakerEvent> events, RiskOptions options) {
    List<DataStream<LogWrite>> trips = new ArrayList<>();
    List<DataStream<Alert>> alerts = new ArrayList<>();
    for (int partition = 0; partition < options.journalPartitions(); partition++) {
      Breakers branch = branch(events, partition, options);
      trips.add(branch.trips());
      alerts.add(branch.alerts());
    }
    return new Breakers(union(trips), union(alerts));
  }

  private static Breakers branch(
      DataStream<BreakerEvent> events, int partition, RiskOptions options) {
    KeyedStream<BreakerEvent, String> byAccount =
        events
            .filter(event -> event.partition() == partition)
            .uid("breaker-events-" + partition)
            .name("breaker events of partition " + partition)
            // As many as there are gates: their events must not overtake each other.
            .setParallelism(events.getParallelism())
            .assignTimestampsAndWatermarks(PartitionClock.strategy())
            .uid("breaker-clock-" + partition)
            .name("clock of partition " + partition)
            .setParallelism(1)
            .keyBy(BreakerEvent::account);
    OrderVelocity velocity =
        new OrderVelocity(
            options.breakers().rules(CountBreaker.ORDER_VELOCITY).get(0),
            options.journalPartitions());
    SingleOutputStreamOperator<LogWrite> trips =
        CEP.pattern(byAccount, velocity.pattern(), new OrderVelocity.BySequence())
            .inEventTime()
            .sideOutputLateData(LATE)
            .process(velocity, TypeInformation.of(LogWrite.class))
            .uid("order-velocity-" + partition)
            .name("order velocity, partition " + partition)
            .setParallelism(1);
    SingleOutputStreamOperator<Alert> late =
        trips
            .getSideOutput(LATE)
            .map(Breakers::lateAlert)
            .returns(Alert.class)
            .uid("late-breaker-events-" + partition)
            .name("late breaker events of partition " + partition)
            .setParallelism(1);
    return new Breakers(trips, late);
  }

  private static Alert lateAlert(BreakerEvent event) {
    return new Alert(
        "risk",
        "breaker-" + event.account() + "-" + event.decisionSequence() + "-LATE",
        Severity.CRITICAL,
        "BREAKER_EVENT_LATE",
        event.account(),
        "",
        event.time(),
        "a circuit breaker did not see decision " + event.decisionSequence() + " in time");
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    return streams.stream().reduce((a, b) -> a.union(b)).orElseThrow();
  }
}
