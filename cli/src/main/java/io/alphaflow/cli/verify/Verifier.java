package io.alphaflow.cli.verify;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs the recorded journal once more through the gate, as plain Java without Flink, and compares
 * each decision byte for byte with what the desk recorded, and each protective exit with the one in
 * the journal.
 */
public final class Verifier {

  /**
   * What was found.
   *
   * @param decisions decisions that the replay made in the period
   * @param differences recorded decisions and exits that differ, are missing, or should not be
   *     there
   * @param first the first difference, told
   */
  public record Result(long decisions, long differences, Optional<Difference> first) {}

  /** What the producer of decisions begins with; the account follows. */
  static final String DECISION = "decision/";

  private final NumberedRecords recorded = new NumberedRecords();
  private final NumberedRecords made = new NumberedRecords();
  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();

  private final KafkaOptions kafka;
  private final JournalReplay replay;
  private final SortedMap<Integer, Long> offsets;
  private final Period period;

  private Verifier(DeskConfig config, Optional<SavedGates> begin, Period period) {
    this.kafka = config.kafka();
    this.replay =
        new JournalReplay(
            RiskOptions.read(config), (decision, bytes) -> add(made, 0, decision, bytes));
    begin.ifPresent(saved -> replay.resume(saved.gates()));
    this.period = period.after(replay.time());
    this.offsets = begin.map(SavedGates::offsets).orElseGet(TreeMap::new);
  }

  /** One that is to be asked again and again while the logs grow. */
  static Verifier standing(DeskConfig config) {
    return new Verifier(config, Optional.empty(), Period.ALL);
  }

  /** Verifies all that the logs of the desk hold at this moment; the desk may be running. */
  public static Result verify(DeskConfig config) {
    return verify(config, Period.ALL);
  }

  /** Verifies what was decided in a period, replayed from the beginning of the logs. */
  public static Result verify(DeskConfig config, Period period) {
    return verify(config, Optional.empty(), period);
  }

  /**
   * Verifies what was decided in a period.
   *
   * @param begin where the replay begins, and after which decisions are compared; at the beginning
   *     of the journal without it, whatever the period, as what the gate knew by then came from
   *     there
   * @param period in logical time, that of the decisions
   */
  public static Result verify(DeskConfig config, Optional<SavedGates> begin, Period period) {
    return verify(config, begin, period, Patience.DEFAULT);
  }

  static Result verify(
      DeskConfig config, Optional<SavedGates> begin, Period period, Duration patience) {
    return new Verifier(config, begin, period).run(patience);
  }

  /**
   * Goes on to the present end of the logs of a desk at rest, which has answered all that it will.
   *
   * @return what was found from their beginning on
   */
  Result more(LogReader decisions, LogReader journal) {
    journal.readToEnd(replay::accept);
    decisions.readToEnd(this::record);
    return result(new ArrayList<>(recorded.surplus(made)));
  }

  private Result run(Duration patience) {
    try (LogReader decisions = new LogReader(kafka, List.of(Topics.DECISIONS));
        LogReader journal = LogReader.from(kafka, Topics.JOURNAL, offsets)) {
      // What is decided now was decided about entries that the journal holds by the time it is
      // read.
      decisions.readToEnd(this::record);
      journal.readToEnd(replay::accept);
      List<Difference> found = new ArrayList<>(recorded.surplus(made));
      Patience running = new Patience(patience);
      running.await(() -> !replay.lacksExits(), journal, replay::acceptLater);
      running.await(() -> recorded.hasAllOf(made), decisions, this::record);
      return result(found);
    }
  }

  private Result result(List<Difference> found) {
    found.addAll(recorded.differences(made));
    replay.exitDifferences(period::includes).stream().map(Difference::told).forEach(found::add);
    return new Result(made.size(), found.size(), found.stream().findFirst());
  }

  private void record(RawRecord in) {
    try {
      add(recorded, in.partition(), codec.decode(in.value()), in.value());
    } catch (CodecException e) {
      recorded.fault("decisions-" + in.partition() + "@" + in.offset() + ": " + e.getMessage());
    }
  }

  private void add(NumberedRecords to, int partition, Decision decision, byte[] bytes) {
    if (period.includes(decision.time())) {
      to.add(partition, DECISION + decision.account(), decision.sequence(), bytes);
    }
  }
}
