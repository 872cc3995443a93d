package io.alphaflow.signals.operator;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.instance.Changes;
import io.alphaflow.signals.instance.LegEvent;

/**
 * A {@link LegEvent} on its way between tasks: Flink carries no sealed types.
 *
 * @param group id of the instance, the key
 * @param leg which of its instruments
 * @param kind which event
 * @param time that the log had reached, epoch microseconds UTC; of a closed bar 0
 * @param value the bar, or the change with its history, as JSON; empty for progress
 */
public record GroupInput(String group, int leg, Kind kind, long time, byte[] value) {

  /** The events. */
  public enum Kind {
    /** A bar was closed. */
    CLOSED,
    /** Time has passed. */
    PROGRESS,
    /** A change with its history. */
    CHANGE,
    /** A change with a hole before what history there is. */
    COLD_CHANGE
  }

  private static final RecordCodec<Bar> BARS = Topics.BARS.codec();
  private static final RecordCodec<StrategyChange> CHANGES = Topics.STRATEGIES.codec();

  static GroupInput of(LegEvent event) {
    if (event instanceof LegEvent.Closed closed) {
      return new GroupInput(
          closed.group(), closed.leg(), Kind.CLOSED, 0, BARS.encode(closed.bar()));
    }
    if (event instanceof LegEvent.Change change) {
      StrategyChange whole =
          Changes.with(change.change(), change.change().parameters(), change.history());
      return new GroupInput(
          change.group(),
          change.leg(),
          change.cold() ? Kind.COLD_CHANGE : Kind.CHANGE,
          change.time(),
          CHANGES.encode(whole));
    }
    LegEvent.Progress progress = (LegEvent.Progress) event;
    return new GroupInput(
        progress.group(), progress.leg(), Kind.PROGRESS, progress.time(), new byte[0]);
  }

  LegEvent event() {
    try {
      return switch (kind) {
        case CLOSED -> new LegEvent.Closed(group, leg, BARS.decode(value));
        case PROGRESS -> new LegEvent.Progress(group, leg, time);
        case CHANGE, COLD_CHANGE -> {
          StrategyChange change = CHANGES.decode(value);
          yield new LegEvent.Change(
              group,
              leg,
              time,
              Changes.withoutHistory(change),
              change.history(),
              kind == Kind.COLD_CHANGE);
        }
      };
    } catch (CodecException e) {
      throw new IllegalStateException("what one task wrote the other cannot read", e);
    }
  }
}
