package io.alphaflow.backtest.data;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.kafka.LogSlice;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.List;

/**
 * A part of a log that is fixed to the offset, so that it is the same whenever and wherever it is
 * read.
 *
 * @param kafka where the log is
 * @param kind what stands in it
 * @param interval of the bars that are wanted; empty for trades
 * @param slices the parts of its partitions
 * @param lanes what is wanted of them, in the order of the instruments' names and the partitions
 * @param from time before which events are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 */
public record TopicHistory(
    KafkaOptions kafka,
    LogEvents kind,
    String interval,
    List<LogSlice> slices,
    List<TopicLane> lanes,
    long from,
    long to)
    implements History {

  /** Copies the lists. */
  public TopicHistory {
    slices = List.copyOf(slices);
    lanes = List.copyOf(lanes);
  }

  @Override
  public void read(EventSink sink, Rejects rejects) throws IOException {
    new TopicMerge(this, rejects, TopicMerge.MOST_WAITING).run(sink);
  }

  boolean wants(Object event) {
    return LogEvents.time(event) >= from && LogEvents.interval(event).equals(interval);
  }

  /** A log may have a record twice, which is no fault of it. */
  InRange.LeftOut leftOut(Rejects rejects) {
    return (fault, event) -> {
      if (fault != Fault.DUPLICATE) {
        rejects.add(slices.get(0).topic(), 0, fault, fault.meaning(), event.toString());
      }
    };
  }
}
