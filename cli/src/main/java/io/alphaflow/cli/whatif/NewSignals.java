package io.alphaflow.cli.whatif;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed strategies signal on the recorded trade log, of which some is what was recorded.
 * Memory grows with the number of signals.
 */
final class NewSignals {

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private final Set<String> unchanged = new HashSet<>();

  /**
   * A signal that is not in the record.
   *
   * @param signal what is wanted
   * @param moment market time of what led to it: of a bar the trade that closed it
   */
  record Made(Signal signal, long moment) {}

  private final Map<Integer, Deque<Made>> others = new HashMap<>();
  private final Period period;
  private final List<Made> added = new ArrayList<>();
  private long moment = Long.MIN_VALUE;
  private long count;

  private NewSignals(Period period) {
    this.period = period;
  }

  /** Runs the strategies of a configuration. */
  static NewSignals read(DeskConfig changed, Recording recording, Period period) {
    NewSignals signals = new NewSignals(period);
    TradeLogReplay replay =
        new TradeLogReplay(SignalsOptions.read(changed), signals.new Output(recording));
    LogReader.readAll(changed.kafka(), in -> signals.feed(replay, in), Topics.TRADES);
    signals.sort(changed.kafka().journalPartitions());
    return signals;
  }

  private void feed(TradeLogReplay replay, RawRecord in) {
    MarketEntry entry;
    try {
      entry = Topics.TRADES.codec().decode(in.value());
    } catch (CodecException e) {
      // The desk passed over it, too.
      return;
    }
    if (entry instanceof Trade trade) {
      moment = trade.exchangeTime();
    } else if (entry instanceof Heartbeat heartbeat) {
      moment = heartbeat.time();
    }
    replay.feed(in.partition(), in.offset(), entry);
  }

  private void sort(int partitions) {
    added.sort(Comparator.comparingLong(Made::moment));
    count = added.size();
    for (Made made : added) {
      int partition = Partitions.of(made.signal().account(), partitions);
      others.computeIfAbsent(partition, p -> new ArrayDeque<>()).add(made);
    }
  }

  private final class Output implements TradeLogReplay.Output {

    private final Recording recording;

    Output(Recording recording) {
      this.recording = recording;
    }

    @Override
    public void signal(Signal signal) {
      byte[] recorded = recording.signals().get(Recording.identity(signal));
      if (Arrays.equals(recorded, CODEC.encode(signal))) {
        unchanged.add(Recording.identity(signal));
      } else if (period.includes(signal.time())) {
        added.add(new Made(signal, Math.max(moment, signal.time())));
      }
    }

    @Override
    public void alert(Alert alert) {
      // For people.
    }

    @Override
    public void refused(int partition, long offset, String code, String reason) {
      // The desk refused it, too.
    }
  }

  /** Whether a recorded signal of a strategy is still made. */
  boolean has(Signal recorded) {
    return !period.includes(recorded.time()) || unchanged.contains(Recording.identity(recorded));
  }

  /** Those that are not in the record, of a partition of the journal, in the order of time. */
  Deque<Made> others(int partition) {
    return others.computeIfAbsent(partition, p -> new ArrayDeque<>());
  }

  /** How many are not in the record. */
  long count() {
    return count;
  }
}
