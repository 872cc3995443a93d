package io.alphaflow.cli.savepoint;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/** States that Flink's own operators keep, by what kind of operator it is. */
enum FlinkState {
  READER(
      Host.SOURCE,
      "SourceReaderState",
      "partitions of topics, or instruments of the venue, and where each goes on",
      "one for each partition or instrument"),
  COORDINATOR(
      Host.SOURCE,
      "coordinator",
      "which partitions or instruments were handed out",
      "one for each partition or instrument"),
  WRITER(
      Host.SINK,
      "writer_raw_states",
      "nothing: an idempotent producer has no transactions",
      "empty"),
  COMMITTER(
      Host.COMMITTER,
      "streaming_committer_raw_states",
      "that there is nothing to commit",
      "one for each task"),
  MATCHES(
      Host.BREAKER,
      "nfaStateName",
      "how far each key's patterns have come",
      "one for each event of a key within the rule's time, at most the rule's count"),
  EVENTS(
      Host.BREAKER,
      "sharedBuffer-events",
      "events that are part of a pattern that is not complete",
      "events of a key within the rule's time"),
  ENTRIES(
      Host.BREAKER,
      "sharedBuffer-entries-with-lockable-edges",
      "which event follows which",
      "the same, for each pattern that an event is part of"),
  EVENT_NUMBERS(
      Host.BREAKER,
      "sharedBuffer-events-count",
      "numbers for events of the same time",
      "times of events that were not passed yet"),
  WAITING(
      Host.BREAKER,
      "eventQueuesStateName",
      "events that wait for the partition's clock",
      "events of one microsecond"),
  EVENT_TIMERS(
      Host.BREAKER,
      "_timer_state/event_watermark-callbacks",
      "when a pattern's time is over",
      "one for each event within the rule's time"),
  WALL_TIMERS(Host.BREAKER, "_timer_state/processing_watermark-callbacks", "nothing", "empty");

  /** The kind of operator. */
  enum Host {
    SOURCE("sources"),
    SINK("sinks"),
    COMMITTER("sinks, `Sink Committer: …`"),
    BREAKER("breakers");

    private final String words;

    Host(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  final Host host;
  final String state;
  final String holds;
  final String bound;

  FlinkState(Host host, String state, String holds, String bound) {
    this.host = host;
    this.state = state;
    this.holds = holds;
    this.bound = bound;
  }

  /** Those of an operator; none when it is one of ours, or keeps nothing. */
  static List<FlinkState> of(StreamNode node) {
    return Arrays.stream(values()).filter(state -> is(state.host, node)).toList();
  }

  /** Whether an operator is of that kind. */
  static boolean is(Host host, StreamNode node) {
    Object factory = node.getOperatorFactory();
    return switch (host) {
      case SOURCE -> factory instanceof SourceOperatorFactory<?>;
      case SINK -> factory instanceof SinkWriterOperatorFactory<?, ?>;
      case COMMITTER -> factory instanceof CommitterOperatorFactory<?>;
      case BREAKER ->
          factory instanceof SimpleOperatorFactory<?> simple
              && simple.getOperator() instanceof CepOperator<?, ?, ?>;
    };
  }
}
