package io.alphaflow.history.kafka;

import io.alphaflow.common.model.Heartbeat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns what a partition of a log holds, by whomever it was written. */
final class PartitionScan implements LogKind.Visitor {

  private final ImportState state;
  private final String topic;
  private final int partition;
  private final Map<Series, Mark> marks = new HashMap<>();
  private long heartbeat;
  private List<String> except;

  /** A scan that goes on where the last one ended. */
  PartitionScan(ImportState state, String topic, int partition) {
    this.state = state;
    this.topic = topic;
    this.partition = partition;
    Reached before = state.reached(topic, partition);
    this.heartbeat = before.heartbeat();
    this.except = before.except();
  }

  @Override
  public void record(String instrument, String interval, long id, int content) {
    raise(new Series(topic, instrument, interval), id);
  }

  @Override
  public void gap(String instrument, long toId) {
    raise(new Series(topic, instrument, ""), toId);
  }

  private void raise(Series series, long id) {
    Mark mark = marks.computeIfAbsent(series, state::mark);
    if (mark == null || mark.last() < id) {
      marks.put(series, new Mark(id, mark == null ? heartbeat : mark.seenAt()));
    }
  }

  @Override
  public void heartbeat(Heartbeat entry) {
    heartbeat = entry.time();
    except = entry.except();
  }

  /** Everything before this offset was seen. */
  void finish(long offset) {
    marks.forEach(state::mark);
    state.reached(topic, partition, new Reached(offset, heartbeat, except));
  }
}
