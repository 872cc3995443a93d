package io.alphaflow.ingest.faults;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the writers of the trade log were given to write, and what the job knew of it each time that
 * it began: no more than what stood there at the checkpoint that it was restored from. Of the JVM:
 * Flink makes the writers itself.
 */
final class Tape {

  /**
   * What a job knows of a partition, from one start of it to its end.
   *
   * @param partition of the trade log
   * @param entries all that it knows, in order
   * @param known how many of them were there when it began; it wrote the others
   */
  record Run(int partition, List<MarketEntry> entries, int known) {

    /** What it wrote. */
    List<MarketEntry> written() {
      return entries.subList(known, entries.size());
    }

    @Override
    public String toString() {
      return "Run[partition="
          + partition
          + ", knew="
          + known
          + ", wrote="
          + written().size()
          + ", from="
          + (written().isEmpty() ? "" : written().get(0))
          + "]";
    }
  }

  private static final RecordCodec<MarketEntry> CODEC = Topics.TRADES.codec();
  private static final List<Run> RUNS = new ArrayList<>();

  /** By checkpoint and partition. */
  private static final TreeMap<Long, Map<Integer, List<MarketEntry>>> CHECKPOINTS = new TreeMap<>();

  private Tape() {}

  /** A writer: one task of the job, from a start to its end. */
  static final class Writer {

    private final Map<Integer, List<MarketEntry>> before;
    private final Map<Integer, Run> runs = new TreeMap<>();

    private Writer(Map<Integer, List<MarketEntry>> before) {
      this.before = before;
    }

    void write(LogWrite write) {
      synchronized (Tape.class) {
        runs.computeIfAbsent(write.partition(), this::begin).entries().add(entry(write));
      }
    }

    private static MarketEntry entry(LogWrite write) {
      try {
        return CODEC.decode(write.value());
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }

    private Run begin(int partition) {
      List<MarketEntry> known = before.getOrDefault(partition, List.of());
      Run run = new Run(partition, new ArrayList<>(known), known.size());
      RUNS.add(run);
      return run;
    }

    /** All up to here is in a checkpoint. */
    void checkpoint(long id) {
      synchronized (Tape.class) {
        Map<Integer, List<MarketEntry>> all =
            CHECKPOINTS.computeIfAbsent(id, i -> new TreeMap<>(before));
        runs.forEach((partition, run) -> all.put(partition, List.copyOf(run.entries())));
      }
    }
  }

  /** A writer begins, from a checkpoint if there is one. */
  static synchronized Writer begin(OptionalLong checkpoint) {
    if (checkpoint.isEmpty()) {
      CHECKPOINTS.clear();
      return new Writer(Map.of());
    }
    Map<Integer, List<MarketEntry>> known = CHECKPOINTS.get(checkpoint.getAsLong());
    if (known == null) {
      throw new IllegalStateException("no writer was at checkpoint " + checkpoint.getAsLong());
    }
    // Those that came later were not completed; their numbers are given again.
    CHECKPOINTS.tailMap(checkpoint.getAsLong(), false).clear();
    return new Writer(known);
  }

  /** All so far, in the order in which they began. */
  static synchronized List<Run> runs() {
    return RUNS.stream()
        .map(run -> new Run(run.partition(), List.copyOf(run.entries()), run.known()))
        .toList();
  }

  /** Forgets everything. */
  static synchronized void clear() {
    RUNS.clear();
    CHECKPOINTS.clear();
  }
}
