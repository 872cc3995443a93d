package io.alphaflow.cli.whatif;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.DecisionKey;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partition of the recorded journal, run again under a change. What happened in spite of it stays
 * as it is recorded: the market, commands of persons, trips of circuit breakers, and the reports of
 * orders that are sent all the same. What follows from it is made: decisions, the gate's own
 * signals, and reports of orders that were never sent.
 *
 * <p>Deterministic. With nothing changed it makes what was recorded.
 */
final class ChangedRun implements GateOutput {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final Recording recording;
  private final RiskOptions changed;
  private final Period period;
  private final Optional<NewSignals> signals;
  private final AddedOrders added;
  private final Comparison comparison;
  private final Books books;
  private final DecisionKey.Counter keys = new DecisionKey.Counter();
  private final KeptOrders kept = new KeptOrders();
  private final Map<String, byte[]> made = new HashMap<>();
  private final Set<String> passed = new HashSet<>();
  private final Set<String> diverged = new HashSet<>();
  private final Deque<JournalEntry> queue = new ArrayDeque<>();
  private Gate gate;
  private boolean switched;
  private boolean injecting;
  private RawRecord at;
  private long now = Long.MIN_VALUE;

  /**
   * A run that has read nothing.
   *
   * @param before what the desk ran with
   * @param changed what it runs with from the beginning of the period on
   * @param signals what strategies signal; empty when they are as they were
   */
  ChangedRun(
      Recording recording,
      RiskOptions before,
      RiskOptions changed,
      Period period,
      Optional<NewSignals> signals,
      Venues venues,
      Comparison comparison,
      Books books) {
    this.recording = recording;
    this.changed = changed;
    this.period = period;
    this.signals = signals;
    this.comparison = comparison;
    this.books = books;
    this.added = venues.open(queue::add);
    this.switched = period.from() == Period.ALL.from();
    this.gate = new Gate(switched ? changed : before);
  }

  /** The next record of the partition. */
  void accept(RawRecord in) throws IOException {
    JournalEntry entry;
    try {
      entry = codec.decode(in.value());
    } catch (CodecException e) {
      // The desk passed over it, too.
      return;
    }
    at = in;
    pass(entry);
    if (now < period.to()) {
      books.recorded(entry, Arrays.hashCode(in.value()));
      take(entry);
      drain();
    }
  }

  /** Everything that happens before the entry does. */
  private void pass(JournalEntry entry) throws IOException {
    signalled(entry);
    if (entry instanceof Mark || entry instanceof ClockTick) {
      now = Math.max(now, time(entry));
      if (now < period.to()) {
        if (!switched && now >= period.from()) {
          switched = true;
          gate = Gate.decode(changed, gate.encode());
        }
        added.advance(now);
        drain();
      }
    }
  }

  /** Signals that are not in the record stand before whatever is of a later time. */
  private void signalled(JournalEntry entry) {
    if (signals.isPresent() && now < period.to()) {
      Deque<NewSignals.Made> others = signals.get().others(at.partition());
      while (!others.isEmpty() && others.peek().moment() < time(entry)) {
        queue.add(others.poll().signal());
      }
      drain();
    }
  }

  private static long time(JournalEntry entry) {
    if (entry instanceof Mark mark) {
      return mark.time();
    } else if (entry instanceof ClockTick tick) {
      return tick.time();
    } else if (entry instanceof ExecutionReport report) {
      return report.time();
    } else if (entry instanceof Signal signal) {
      return signal.time();
    }
    return Long.MIN_VALUE;
  }

  private void take(JournalEntry entry) {
    if (entry instanceof Signal signal) {
      if (isStillMade(signal)) {
        apply(signal, Arrays.hashCode(at.value()), false);
      } else {
        diverged.add(signal.account());
      }
      passed.add(Recording.identity(signal));
    } else if (entry instanceof ExecutionReport report) {
      take(report);
    } else if (entry instanceof AccountSnapshot snapshot && diverged.contains(snapshot.account())) {
      // The venue states what it had; it would have had something else.
      return;
    } else {
      apply(entry, Arrays.hashCode(at.value()), false);
    }
  }

  private boolean isStillMade(Signal signal) {
    return signal.origin() == SignalOrigin.STRATEGY
        ? signals.isEmpty() || signals.get().has(signal)
        : Arrays.equals(made.get(Recording.identity(signal)), at.value());
  }

  private void take(ExecutionReport report) {
    if (recording.ofOrder(report.clientOrderId()).isEmpty()) {
      // Nothing that was decided here led to it.
      apply(report, Arrays.hashCode(at.value()), false);
      return;
    }
    Optional<ExecutionReport> now = kept.report(report);
    if (now.isEmpty()) {
      diverged.add(report.account());
    }
    now.ifPresent(same -> apply(same, Arrays.hashCode(codec.encode(same)), false));
  }

  /** What was made meanwhile, one after the other. */
  private void drain() {
    while (!queue.isEmpty()) {
      JournalEntry entry = queue.poll();
      if (entry instanceof ExecutionReport report) {
        diverged.add(report.account());
      }
      apply(entry, Arrays.hashCode(codec.encode(entry)), true);
    }
  }

  private void apply(JournalEntry entry, int hash, boolean isMade) {
    injecting = isMade;
    gate.apply(entry, at.partition(), at.offset(), hash, this);
    books.changed(entry, hash);
  }

  @Override
  public void decision(Decision decision) {
    Optional<Decision> recorded = Optional.empty();
    if (decision.signalSequence() != 0) {
      recorded = Optional.ofNullable(recording.decisions().get(keys.next(decision)));
      boolean undecided =
          recorded.isEmpty() && !injecting && at.offset() > recording.lastDecided(at.partition());
      if (undecided) {
        return;
      }
      comparison.decided(recorded, decision);
    }
    switch (decision.outcome()) {
      case APPROVED -> send(recorded, decision);
      case CANCEL -> decision.cancels().forEach(id -> cancel(decision, id));
      case AMEND ->
          decision
              .amended()
              .filter(order -> added.has(order.clientOrderId()))
              .ifPresent(order -> added.amend(decision));
      case REJECTED, WORKING -> {
        // Nothing is sent.
      }
    }
  }

  private void send(Optional<Decision> recorded, Decision decision) {
    boolean same =
        recorded
            .filter(r -> r.outcome() == Outcome.APPROVED && OrderChange.sameOrder(r, decision))
            .isPresent();
    if (same) {
      kept.keep(recorded.get(), decision);
      decision
          .order()
          .replaced()
          .ifPresent(replaced -> cancel(decision, replaced.order().clientOrderId()));
    } else {
      diverged.add(decision.account());
      comparison.simulated();
      decision
          .order()
          .replaced()
          .filter(replaced -> !added.has(replaced.order().clientOrderId()))
          .ifPresent(replaced -> cancel(decision, replaced.order().clientOrderId()));
      added.place(decision);
    }
  }

  private void cancel(Decision decision, String clientOrderId) {
    if (added.has(clientOrderId)) {
      added.cancel(decision.account(), clientOrderId);
      return;
    }
    Optional<String> recordedId = kept.recordedId(clientOrderId);
    boolean asRecorded = recordedId.filter(recording::isTakenBack).isPresent();
    if (!asRecorded && !isReplacedInTheRecord(recordedId)) {
      kept.cut(clientOrderId, decision.time()).ifPresent(queue::add);
    }
  }

  private boolean isReplacedInTheRecord(Optional<String> recordedId) {
    return recordedId.filter(recording::isReplaced).isPresent();
  }

  @Override
  public void signal(Signal signal) {
    String identity = Recording.identity(signal);
    byte[] bytes = codec.encode(signal);
    made.put(identity, bytes);
    boolean comes =
        Arrays.equals(recording.signals().get(identity), bytes) && !passed.contains(identity);
    if (!comes) {
      queue.add(signal);
    }
  }

  @Override
  public void alert(Alert alert) {
    // For people.
  }

  @Override
  public void breakerEvent(BreakerEvent event) {
    // What tripped is in the journal.
  }

  @Override
  public void refused(String code, String reason) {
    // The desk refused it, too.
  }

  /** The partition has ended: what is still open of added orders stays open. */
  void end() {
    comparison.fills(added.fills());
    added.close();
  }
}
