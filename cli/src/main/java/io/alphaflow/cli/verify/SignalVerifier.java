package io.alphaflow.cli.verify;

import io.alphaflow.cli.Period;
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
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @param signals signals that the replay made in the period
   * @param differences recorded signals that differ, are missing, or should not be there
   * @param first the first difference, told
   */
  public record Result(long signals, long differences, Optional<Difference> first) {}

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private final NumberedRecords recorded = new NumberedRecords();
  private final NumberedRecords made = new NumberedRecords();

  private final KafkaOptions kafka;
  private final TradeLogReplay replay;
  private final SortedMap<Integer, Long> offsets;
  private final Period period;

  private SignalVerifier(DeskConfig config, Optional<SavedStrategies> begin, Period period) {
    this.kafka = config.kafka();
    this.replay = new TradeLogReplay(SignalsOptions.read(config), new Made());
    begin.ifPresent(saved -> replay.resume(saved.partitions(), saved.groups()));
    this.period = period.after(replay.time());
    this.offsets = begin.map(SavedStrategies::offsets).orElseGet(TreeMap::new);
  }

  /** One that is to be asked again and again while the logs grow. */
  static SignalVerifier standing(DeskConfig config) {
    return new SignalVerifier(config, Optional.empty(), Period.ALL);
  }

  /** Verifies all that the logs of the desk hold at this moment; the desk may be running. */
  public static Result verify(DeskConfig config) {
    return verify(config, Period.ALL);
  }

  /** Verifies what was signalled in a period, replayed from the beginning of the logs. */
  public static Result verify(DeskConfig config, Period period) {
    return verify(config, Optional.empty(), period);
  }

  /**
   * Verifies the signals of a period.
   *
   * @param begin where the replay begins, and after which signals are compared; at the beginning of
   *     the trade log without it, whatever the period, as what the strategies knew by then came
   *     from there
   * @param period in market time, that of the signals
   */
  public static Result verify(DeskConfig config, Optional<SavedStrategies> begin, Period period) {
    return verify(config, begin, period, Patience.DEFAULT);
  }

  static Result verify(
      DeskConfig config, Optional<SavedStrategies> begin, Period period, Duration patience) {
    return new SignalVerifier(config, begin, period).run(patience);
  }

  /**
   * Goes on to the present end of the logs of a desk at rest, which has signalled all that it will.
   *
   * @return what was found from their beginning on
   */
  Result more(LogReader journal, LogReader trades) {
    trades.readToEnd(this::feed);
    journal.readToEnd(this::record);
    return result(new ArrayList<>(recorded.surplus(made)));
  }

  private Result run(Duration patience) {
    try (LogReader journal = new LogReader(kafka, List.of(Topics.JOURNAL));
        LogReader trades = LogReader.from(kafka, Topics.TRADES, offsets)) {
      // What stands in the journal now was made by trades that the log holds by the time it is
      // read.
      journal.readToEnd(this::record);
      trades.readToEnd(this::feed);
      List<Difference> found = new ArrayList<>(recorded.surplus(made));
      new Patience(patience).await(() -> recorded.hasAllOf(made), journal, this::record);
      return result(found);
    }
  }

  private void feed(RawRecord in) {
    replay.feed(in.partition(), in.offset(), in.value());
  }

  private Result result(List<Difference> found) {
    found.addAll(recorded.differences(made));
    return new Result(made.size(), found.size(), found.stream().findFirst());
  }

  private void record(RawRecord in) {
    try {
      if (CODEC.decode(in.value()) instanceof Signal signal
          && signal.origin() == SignalOrigin.STRATEGY
          && period.includes(signal.time())) {
        recorded.add(in.partition(), signal.producer(), signal.sequence(), in.value());
      }
    } catch (CodecException e) {
      // No signal then; what the gate made of it is compared with its decisions.
    }
  }

  private final class Made implements TradeLogReplay.Output {

    @Override
    public void signal(Signal signal) {
      if (period.includes(signal.time())) {
        made.add(0, signal.producer(), signal.sequence(), CODEC.encode(signal));
      }
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
