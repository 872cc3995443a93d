package io.alphaflow.cli.audit;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.risk.limit.LimitBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partition of the journal, run once more through a gate up to the end of a day. Each signal of
 * the day is explained before it is judged, so every rule that was looked at is known, those that
 * were kept included; decisions only tell those that were broken.
 */
final class DayReplay implements GateOutput {

  private final RiskOptions options;
  private final Day day;
  private final String account;
  private final int partition;
  private final Gate gate;
  private final LimitBook limits;
  private final LimitPeriods periods;
  private final JournalBook book = new JournalBook();
  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final Set<Long> causes;
  private final Map<Long, Long> written = new HashMap<>();
  private final ControlCounts counts;
  private final List<JudgedCommand> commands = new ArrayList<>();
  private final List<JudgedCommand> overrides = new ArrayList<>();
  private final List<BreakerTrip> trips = new ArrayList<>();
  private final Map<String, Decision> made;
  private final List<Alert> answers = new ArrayList<>();
  private Decision judged;
  private boolean over;

  private DayReplay(
      RiskOptions options,
      Day day,
      String account,
      int partition,
      Set<Long> causes,
      ControlCounts counts,
      Map<String, Decision> made) {
    this.options = options;
    this.day = day;
    this.account = account;
    this.partition = partition;
    this.causes = causes;
    this.counts = counts;
    this.made = made;
    this.gate = new Gate(options);
    this.limits = new LimitBook(options.limits(), new LimitBook.State());
    this.periods = new LimitPeriods(day);
    periods.look(0, limits);
  }

  /**
   * Reads a partition from its beginning to the end of the day.
   *
   * @param account one account; empty for all
   * @param causes offsets whose time of writing is wanted
   * @param counts where checks are counted
   * @param made gets the decisions of the day, by account and number
   */
  static DayReplay read(
      PartitionReader reader,
      RiskOptions options,
      Day day,
      String account,
      int partition,
      Set<Long> causes,
      ControlCounts counts,
      Map<String, Decision> made)
      throws IOException {
    DayReplay replay = new DayReplay(options, day, account, partition, causes, counts, made);
    reader.forwards(Topics.JOURNAL, partition, 0, replay::take, () -> replay.over);
    return replay;
  }

  private void take(RawRecord in) {
    if (over) {
      return;
    }
    if (causes.contains(in.offset())) {
      written.put(in.offset(), in.timestamp() * 1_000);
    }
    Optional<JournalEntry> entry = decode(in);
    if (entry.isPresent() && movesTime(in, entry.get())) {
      return;
    }
    boolean today = day.has(book.time());
    List<Check> checks = today ? explain(entry) : List.of();
    judged = null;
    answers.clear();
    gate.read(in.value(), in.partition(), in.offset(), this);
    if (judged != null) {
      counts.add(checks, judged);
    }
    entry.ifPresent(e -> note(e, in, today));
  }

  private Optional<JournalEntry> decode(RawRecord in) {
    try {
      return Optional.of(codec.decode(in.value()));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  /** Whether the day is over with this entry. */
  private boolean movesTime(RawRecord in, JournalEntry entry) {
    if ((entry instanceof Mark || entry instanceof ClockTick) && isUsable(entry)) {
      book.apply(entry, Arrays.hashCode(in.value()), options.currencies());
      if (book.time() >= day.to()) {
        over = true;
        return true;
      }
      limits.advance(book.time());
      periods.look(book.time(), limits);
    }
    return false;
  }

  private boolean isUsable(JournalEntry entry) {
    return EntryCheck.problem(entry, partition, options.journalPartitions()).isEmpty();
  }

  private List<Check> explain(Optional<JournalEntry> entry) {
    return entry.isPresent()
            && entry.get() instanceof Signal signal
            && isWanted(signal.account())
            && isUsable(signal)
        ? gate.explain(signal).checks()
        : List.of();
  }

  private boolean isWanted(String name) {
    return account.isEmpty() || account.equals(name) || name.equals(Level.ALL);
  }

  private void note(JournalEntry entry, RawRecord in, boolean today) {
    if (entry instanceof OperatorCommand command) {
      Optional<Alert> obeyed =
          answers.stream().filter(a -> a.code().equals(JudgedCommand.OBEYED)).findFirst();
      if (obeyed.isPresent() && command.action() == CommandAction.SET_LIMITS) {
        limits.set(command);
        periods.look(book.time(), limits);
      }
      if (isWanted(command.level().account())) {
        note(judged(command, obeyed.or(() -> answers.stream().findFirst()), in));
      }
    } else if (entry instanceof BreakerTrip trip && today && isWanted(trip.level().account())) {
      trips.add(trip);
    }
  }

  private void note(JudgedCommand judged) {
    boolean today = day.has(judged.marketTime());
    if (today) {
      commands.add(judged);
    }
    boolean lasts = judged.isObeyed() && judged.command().until() > day.from();
    if (judged.command().action() == CommandAction.OVERRIDE && (today || lasts)) {
      overrides.add(judged);
    }
  }

  /** A partition that no price and no tick has reached has no time of its own. */
  private long time(OperatorCommand command) {
    return book.time() == 0 ? command.time() : book.time();
  }

  private JudgedCommand judged(OperatorCommand command, Optional<Alert> answer, RawRecord in) {
    return new JudgedCommand(
        command,
        time(command),
        answer.map(Alert::code).orElse("none"),
        answer.map(Alert::message).orElse("the gate said nothing"),
        List.of("journal-" + in.partition() + "@" + in.offset()),
        List.of(in.partition() + ": " + limits.version()));
  }

  @Override
  public void decision(Decision decision) {
    if (!day.has(decision.time()) || !isWanted(decision.account())) {
      return;
    }
    made.put(decision.id(), decision);
    if (decision.outcome() != Outcome.CANCEL) {
      judged = decision;
    }
  }

  @Override
  public void alert(Alert alert) {
    answers.add(alert);
  }

  @Override
  public void signal(Signal signal) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}

  @Override
  public void refused(String code, String reason) {}

  int partition() {
    return partition;
  }

  LimitPeriods periods() {
    return periods;
  }

  /** Commands of the day, in their order. */
  List<JudgedCommand> commands() {
    return commands;
  }

  /** Overrides of the day, and those of before that had not run out when it began. */
  List<JudgedCommand> overrides() {
    return overrides;
  }

  /** Breaker trips of the day, in their order. */
  List<BreakerTrip> trips() {
    return trips;
  }

  /** When the entry at an offset was written, epoch microseconds UTC; empty when not asked for. */
  Optional<Long> written(long offset) {
    return Optional.ofNullable(written.get(offset));
  }
}
