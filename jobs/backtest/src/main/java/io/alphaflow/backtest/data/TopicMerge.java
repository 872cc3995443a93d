package io.alphaflow.backtest.data;

import io.alphaflow.history.kafka.LogSlice;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Puts what stands in the partitions of a log into the order of time, at equal times into that of
 * the instruments' names, whichever comes first over the network. An instrument waits in a lane
 * until all others have shown what they have next. Where one of them stands far behind in the log,
 * as after an import of one symbol after the other, it is read by a reader of its own instead, so
 * that the lanes stay short.
 */
final class TopicMerge {

  /** Events that wait for an instrument of the same reader. */
  static final int MOST_WAITING = 250_000;

  private final TopicHistory history;
  private final Rejects rejects;
  private final int mostWaiting;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  TopicMerge(TopicHistory history, Rejects rejects, int mostWaiting) {
    this.history = history;
    this.rejects = rejects;
    this.mostWaiting = mostWaiting;
  }

  private static final class Lane {
    private final int number;
    private final TopicLane of;
    private final EventSink out;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private Reader reader;
    private boolean over;

    Lane(int number, TopicLane of, EventSink out) {
      this.number = number;
      this.of = of;
      this.out = out;
    }

    int number() {
      return number;
    }

    long time() {
      return LogEvents.time(waiting.peekFirst());
    }

    boolean isStarving() {
      return waiting.isEmpty() && !over;
    }
  }

  private final class Reader {
    private final LogSlice slice;
    private final List<Lane> own;
    private final TopicFeed feed;
    private int waiting;

    Reader(LogSlice slice, List<Lane> own) {
      this.slice = slice;
      this.own = new ArrayList<>(own);
      Map<String, Integer> numbers = new HashMap<>();
      for (Lane lane : own) {
        lane.reader = this;
        numbers.put(lane.of.instrument(), lane.number);
      }
      this.feed = new TopicFeed(history, slice, numbers, rejects);
    }

    void pull() throws IOException, InterruptedException {
      TopicFeed.Batch batch = feed.take();
      for (int i = 0; i < batch.size(); i++) {
        Lane lane = lanes.get(batch.lane(i));
        if (lane.reader != this || lane.over) {
          continue;
        }
        if (LogEvents.time(batch.event(i)) >= history.to()) {
          lane.over = true;
        } else {
          lane.waiting.addLast(batch.event(i));
          waiting++;
        }
      }
      for (Lane lane : own) {
        lane.over |= batch.isLast() || batch.reached() > lane.of.last();
      }
      if (waiting > mostWaiting && !batch.isLast()) {
        split(batch.reached());
      }
    }

    /** Those who make the others wait get a reader of their own, which begins where they do. */
    private void split(long reached) {
      List<Lane> starving = own.stream().filter(Lane::isStarving).toList();
      if (starving.isEmpty() || starving.size() == own.size()) {
        return;
      }
      own.removeAll(starving);
      long begin = starving.stream().mapToLong(lane -> lane.of.first()).min().getAsLong();
      readers.add(
          new Reader(
              new LogSlice(slice.topic(), slice.partition(), Math.max(begin, reached), slice.end()),
              starving));
    }
  }

  /** Gives everything to the sink. */
  void run(EventSink sink) throws IOException {
    Map<String, EventSink> instruments = new HashMap<>();
    for (TopicLane lane : history.lanes()) {
      EventSink out =
          instruments.computeIfAbsent(
              lane.instrument(),
              i -> new InRange(sink, history.from(), history.to(), history.leftOut(rejects)));
      lanes.add(new Lane(lanes.size(), lane, out));
    }
    try {
      Map<Integer, List<Lane>> bySlice = new TreeMap<>();
      for (Lane lane : lanes) {
        bySlice.computeIfAbsent(lane.of.slice(), s -> new ArrayList<>()).add(lane);
      }
      bySlice.forEach((slice, own) -> readers.add(new Reader(history.slices().get(slice), own)));
      merge();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    } finally {
      readers.forEach(reader -> reader.feed.stop());
    }
  }

  private void merge() throws IOException, InterruptedException {
    PriorityQueue<Lane> next =
        new PriorityQueue<>(Comparator.comparingLong(Lane::time).thenComparingInt(Lane::number));
    for (Lane lane : lanes) {
      if (fill(lane)) {
        next.add(lane);
      }
    }
    while (!next.isEmpty()) {
      Lane first = next.poll();
      // While it stays the first, the others need not be looked at again.
      Lane second = next.peek();
      do {
        first.reader.waiting--;
        LogEvents.give(first.waiting.pollFirst(), first.out);
      } while (fill(first) && (second == null || isBefore(first, second)));
      if (!first.waiting.isEmpty()) {
        next.add(first);
      }
    }
  }

  private static boolean isBefore(Lane one, Lane other) {
    return one.time() < other.time() || one.time() == other.time() && one.number < other.number;
  }

  /** Whether the lane has something, after waiting for it. */
  private static boolean fill(Lane lane) throws IOException, InterruptedException {
    while (lane.isStarving()) {
      lane.reader.pull();
    }
    return !lane.waiting.isEmpty();
  }
}
