package io.alphaflow.risk.drill;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gate over the partition of one account, its breakers, and what it said. */
final class DrillGate implements GateOutput {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final Gate gate;
  private final BreakerReference breakers;
  private final String desk;
  private final int partition;
  private long offset;
  private int answers;
  private Decision last;
  private final Map<String, Integer> firstByCode = new HashMap<>();
  private final List<Decision> cancellations = new ArrayList<>();
  private final Deque<Signal> made = new ArrayDeque<>();
  private final List<String> refused = new ArrayList<>();
  private final Deque<BreakerTrip> trips = new ArrayDeque<>();

  DrillGate(RiskOptions options, List<Control> controls, String account) {
    this.gate = Gate.forDrill(options, new Controls(controls));
    this.breakers = new BreakerReference(options.breakers());
    this.desk = options.desk();
    this.partition = Partitions.of(account, options.journalPartitions());
  }

  /** The next entry of the journal, and the trips that follow from it. */
  void read(JournalEntry entry) {
    gate.read(codec.encode(entry), partition, offset++, this);
    while (!trips.isEmpty()) {
      gate.read(codec.encode(trips.poll()), partition, offset++, this);
    }
  }

  /** The desk that commands must be for. */
  String desk() {
    return desk;
  }

  Checks explain(Signal signal) {
    return gate.explain(signal);
  }

  /** How many signals were answered. */
  int answers() {
    return answers;
  }

  /** The answer to the last signal. */
  Decision last() {
    if (last == null) {
      throw new IllegalStateException("no answer; refused: " + refused);
    }
    return last;
  }

  /** Number of the first signal that was rejected for this code, among others; 0 for none. */
  int first(DecisionCode code) {
    return firstByCode.getOrDefault(code.name(), 0);
  }

  List<Decision> cancellations() {
    return cancellations;
  }

  /** Signals that it made itself and that are not in the journal yet. */
  Deque<Signal> made() {
    return made;
  }

  /** Codes of the entries that it could not use. */
  List<String> refused() {
    return refused;
  }

  @Override
  public void decision(Decision decision) {
    if (decision.outcome() == Outcome.CANCEL) {
      cancellations.add(decision);
      return;
    }
    answers++;
    last = decision;
    decision.violations().forEach(v -> firstByCode.putIfAbsent(v.code(), answers));
  }

  @Override
  public void signal(Signal signal) {
    made.add(signal);
  }

  @Override
  public void alert(Alert alert) {
    // Drills look at decisions; alerts have tests of their own.
  }

  @Override
  public void breakerEvent(BreakerEvent event) {
    trips.addAll(breakers.see(event));
  }

  @Override
  public void refused(String code, String reason) {
    refused.add(code);
  }
}
