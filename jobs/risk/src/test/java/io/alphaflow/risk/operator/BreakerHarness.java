package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.breaker.BreakerEvents;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** The operator of one breaker in one partition, as the graph makes it, without a cluster. */
final class BreakerHarness implements AutoCloseable {

  private final BreakerPattern breaker;
  private final KeyedOneInputStreamOperatorTestHarness<String, Watched, LogWrite> harness;

  BreakerHarness(BreakerPattern breaker) throws Exception {
    this.breaker = breaker;
    DataStream<BreakerEvent> nothing =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(BreakerEvent.class, BreakerEvents.price(0, BreakerEvents.BTC, "1", 1));
    @SuppressWarnings("unchecked")
    OneInputTransformation<Watched, LogWrite> operator =
        (OneInputTransformation<Watched, LogWrite>)
            Breakers.find(nothing, breaker, 0).getTransformation();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator.getOperatorFactory(), Watched::key, Types.STRING);
    harness.open();
  }

  /** One event after the other, the clock of the partition with each. */
  void read(BreakerEvent... events) throws Exception {
    for (BreakerEvent event : events) {
      List<Watched> watched = new ArrayList<>();
      breaker.flatMap(event, collector(watched));
      for (Watched one : watched) {
        harness.processElement(one, event.time());
      }
      advance(event.time());
    }
  }

  private static <T> Collector<T> collector(List<T> into) {
    return new Collector<>() {
      @Override
      public void collect(T element) {
        into.add(element);
      }

      @Override
      public void close() {}
    };
  }

  /** An event that the breaker does not watch moves the clock of the partition. */
  void advance(long time) throws Exception {
    harness.processWatermark(time);
  }

  /** The trips since the last call. */
  List<BreakerTrip> trips() {
    List<BreakerTrip> trips =
        harness.extractOutputValues().stream().map(BreakerHarness::trip).toList();
    harness.getOutput().clear();
    return trips;
  }

  static BreakerTrip trip(LogWrite write) {
    try {
      return (BreakerTrip) Topics.JOURNAL.codec().decode(write.value());
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  /** How many matches of a key have begun and are not complete. */
  int matchesUnderWay(String key) throws Exception {
    KeyedStateBackend<String> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    backend.setCurrentKey(key);
    NFAState state =
        backend
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new ValueStateDescriptor<>("nfaStateName", new NFAStateSerializer()))
            .value();
    // One of them is the beginning of the next.
    return state == null ? 0 : state.getPartialMatches().size() - 1;
  }

  /** How many keyed states of all keys have a value. */
  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
