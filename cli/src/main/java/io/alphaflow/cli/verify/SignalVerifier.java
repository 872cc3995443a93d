package io.alphaflow.cli.verify;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the strategies once more on the recorded trade log, as plain Java without Flink, and
 * compares each signal byte for byte with what stands in the journal: of each strategy and
 * instrument the same ones, with the same numbers, in the same order.
 *
 * <p>Signals of protective exits are the gate's, not the strategies'. The configured strategies
 * must be those that the desk ran with.
 */
public final class SignalVerifier {

  /**
   * What was found.
   *
   * @param signals signals that the replay made
   * @param differences recorded signals that differ, are missing, or should not be there
   * @param first the first difference, told
   */
  public record Result(long signals, long differences, Optional<String> first) {}

  /** How long a running desk may take to write a signal whose trade is on the log. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private SignalVerifier() {}

  /** Verifies all that the logs of the desk hold at this moment. */
  public static Result verify(DeskConfig config) {
    KafkaOptions kafka = config.kafka();
    // What stands in the journal now was made by trades that the log holds by the time it is read.
    SignalLog before = recorded(kafka);
    SignalLog made = new SignalLog();
    TradeLogReplay replay = new TradeLogReplay(SignalsOptions.read(config), new Into(made));
    LogReader.readAll(
        kafka, in -> replay.feed(in.partition(), in.offset(), in.value()), Topics.TRADES);
    SignalLog after = awaitAll(kafka, made);
    List<String> found = new ArrayList<>(before.faults());
    found.addAll(made.faults());
    found.addAll(after.missingOrOther(made));
    found.addAll(before.surplus(made));
    return new Result(made.size(), found.size(), found.stream().findFirst());
  }

  private static SignalLog recorded(KafkaOptions kafka) {
    SignalLog signals = new SignalLog();
    LogReader.readAll(kafka, in -> add(in, signals), Topics.JOURNAL);
    return signals;
  }

  private static void add(RawRecord in, SignalLog signals) {
    try {
      if (CODEC.decode(in.value()) instanceof Signal signal
          && signal.origin() == SignalOrigin.STRATEGY) {
        signals.add(signal, in.value());
      }
    } catch (CodecException e) {
      // No signal then; what the gate made of it is compared with its decisions.
    }
  }

  /** Reads the journal until it holds all that the replay made, or long enough. */
  private static SignalLog awaitAll(KafkaOptions kafka, SignalLog made) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    SignalLog recorded = recorded(kafka);
    while (!recorded.hasAllOf(made) && System.nanoTime() < end) {
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return recorded;
      }
      recorded = recorded(kafka);
    }
    return recorded;
  }

  private record Into(SignalLog made) implements TradeLogReplay.Output {

    @Override
    public void signal(Signal signal) {
      made.add(signal, CODEC.encode(signal));
    }

    @Override
    public void alert(Alert alert) {
      // Alerts are for people; only what may become an order is compared.
    }

    @Override
    public void refused(int partition, long offset, String code, String reason) {
      // The desk refused it as well: had it not, its signals would differ.
    }
  }
}
