package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gate over one partition with everything that it said. */
public final class GateRun implements GateOutput {

  public final List<Decision> decisions = new ArrayList<>();
  public final List<DecisionReadings> readings = new ArrayList<>();
  public final List<Alert> alerts = new ArrayList<>();
  public final List<BreakerEvent> breakerEvents = new ArrayList<>();
  public final List<Signal> exits = new ArrayList<>();
  public final List<LedgerEntry> bookings = new ArrayList<>();
  private final Set<String> alertIds = new HashSet<>();
  public final List<String> refused = new ArrayList<>();
  private final RiskOptions options;
  private final int partition;
  private Gate gate;
  private long offset;
  private int returned;

  public GateRun(RiskOptions options) {
    this(options, Controls.ALL);
  }

  public GateRun(RiskOptions options, List<Control> controls) {
    this.options = options;
    this.partition = DeskFixture.partition(DeskFixture.ACCOUNT);
    this.gate = new Gate(options, new Controls(controls), new GateState());
  }

  /** The gate as it is now. */
  public Gate gate() {
    return gate;
  }

  /** The next entry of the partition. */
  public GateRun read(JournalEntry... entries) {
    for (JournalEntry entry : entries) {
      gate.read(JournalFixture.bytes(entry), partition, offset++, this);
    }
    return this;
  }

  /** The exits that have not come back through the journal do so now. */
  public GateRun readExits() {
    while (returned < exits.size()) {
      read(exits.get(returned++));
    }
    return this;
  }

  public GateRun readBytes(byte[] bytes) {
    gate.read(bytes, partition, offset++, this);
    return this;
  }

  /** What the gate would tell of a signal now. */
  public Checks explain(Signal signal) {
    return gate.explain(signal);
  }

  /** Ends the gate and goes on with what it stored. */
  public void restart() {
    gate = Gate.decode(options, gate.encode());
  }

  /** What is to be booked comes back through the journal. */
  public GateRun readBookings() {
    read(bookings.toArray(LedgerEntry[]::new));
    bookings.clear();
    return this;
  }

  @Override
  public void readings(DecisionReadings of) {
    readings.add(of);
  }

  @Override
  public void booking(LedgerEntry entry) {
    bookings.add(entry);
  }

  /** The ledger of the account. */
  public AccountLedger ledger() {
    return gate.state().book.account(DeskFixture.ACCOUNT).orElseThrow();
  }

  public Signal lastExit() {
    return exits.get(exits.size() - 1);
  }

  public Decision last() {
    return decisions.get(decisions.size() - 1);
  }

  /** Codes of the last decision's violations. */
  public List<String> codes() {
    return last().violations().stream().map(Violation::code).toList();
  }

  public boolean approved() {
    return last().outcome() == Outcome.APPROVED || last().outcome() == Outcome.WORKING;
  }

  public List<String> alertCodes() {
    return alerts.stream().map(Alert::code).toList();
  }

  public RiskOptions options() {
    return options;
  }

  public String stateHash() {
    return gate.stateHash();
  }

  AccountState account(String account) {
    return gate.state().account(account);
  }

  GateState state() {
    return gate.state();
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public void signal(Signal exit) {
    exits.add(exit);
  }

  @Override
  public void alert(Alert alert) {
    assertThat(alertIds.add(alert.id())).as("the identity of %s is its own", alert).isTrue();
    alerts.add(alert);
  }

  @Override
  public void breakerEvent(BreakerEvent event) {
    breakerEvents.add(event);
  }

  @Override
  public void refused(String code, String reason) {
    refused.add(code);
  }
}
