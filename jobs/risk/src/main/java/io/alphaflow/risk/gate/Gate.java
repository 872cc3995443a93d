package io.alphaflow.risk.gate;

import io.alphaflow.common.identity.ClientOrderId;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.OrderFacts;
import io.alphaflow.risk.control.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The only way from a signal to an order: a state machine over one partition of the journal.
 *
 * <p>It answers each new signal with exactly one decision. It reads no clock and no random number;
 * the same entries in the same order always give the same answers, to the byte. A repeated entry
 * changes nothing and is not answered; an entry that contradicts one of the same identity is
 * alerted and never traded on. Content can be refused but never makes it fail.
 *
 * <p>It also holds what was bought under protection, and answers the mark that reaches a level with
 * an exit for the journal, see {@link ProtectiveExits}.
 *
 * <p>Bound: accounts, instruments, strategy instances, persons of the configuration; open orders;
 * orders approved within the duplicate window; {@value Lots#MOST} protected lots for each strategy
 * instance and instrument. Not safe for use by several threads.
 */
public final class Gate {

  /** Version of these rules; every decision names it. */
  public static final String RULES = "2";

  private static final long LIMITS_VERSION = 1;
  private static final StateCodec<GateState> CODEC = new StateCodec<>(GateState.class);

  private final RiskOptions options;
  private final Controls controls;
  private final CommandVerifier verifier;
  private final GateState state;
  private final ProtectiveExits exits;
  private final RecordCodec<JournalEntry> entries = Topics.JOURNAL.codec();

  /** A gate that has read nothing yet. */
  public Gate(RiskOptions options) {
    this(options, new Controls(Controls.ALL), new GateState());
  }

  /** A gate with other controls than all: for drills only. */
  Gate(RiskOptions options, Controls controls, GateState state) {
    this.options = options;
    this.controls = controls;
    this.verifier = new CommandVerifier(options.operators());
    this.state = state;
    this.exits = new ProtectiveExits(state, options);
  }

  /** A gate that goes on where {@link #encode} was called. */
  public static Gate decode(RiskOptions options, byte[] bytes) {
    return new Gate(options, new Controls(Controls.ALL), CODEC.decode(bytes));
  }

  /** All that it remembers; equal for equal histories. */
  public byte[] encode() {
    return CODEC.encode(state);
  }

  /** SHA-256 of {@link #encode}, hexadecimal. */
  public String stateHash() {
    return Sha256.hex(encode());
  }

  /**
   * Applies the next entry of the partition.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   */
  public void apply(
      JournalEntry entry, int partition, long offset, int contentHash, GateOutput output) {
    new Step(partition, offset, output).apply(entry, contentHash);
  }

  /** Reads the next record of the partition; what cannot be read is refused. */
  public void read(byte[] value, int partition, long offset, GateOutput output) {
    JournalEntry entry;
    try {
      entry = entries.decode(value);
    } catch (CodecException e) {
      output.refused("UNREADABLE", e.getMessage());
      return;
    }
    apply(entry, partition, offset, Arrays.hashCode(value), output);
  }

  GateState state() {
    return state;
  }

  /** One entry on its way through the gate. */
  private final class Step implements ProtectiveExits.Output {

    private final int partition;
    private final long offset;
    private final GateOutput output;

    Step(int partition, long offset, GateOutput output) {
      this.partition = partition;
      this.offset = offset;
      this.output = output;
    }

    void apply(JournalEntry entry, int contentHash) {
      Optional<String> problem = EntryCheck.problem(entry, partition, options.journalPartitions());
      if (problem.isPresent()) {
        refuse(Severity.WARNING, "INVALID_ENTRY", "", problem.get());
      } else if (!(entry instanceof OperatorCommand command) || isAuthorised(command)) {
        book(entry, contentHash);
      }
    }

    /** Before the command can count as seen: a forged one must not use up a person's numbers. */
    private boolean isAuthorised(OperatorCommand command) {
      Optional<String> objection = verifier.objection(command);
      objection.ifPresent(
          why ->
              refuse(
                  Severity.CRITICAL,
                  "COMMAND_REFUSED",
                  command.level().account(),
                  command.action() + " for " + command.level().account() + " refused: " + why));
      return objection.isEmpty();
    }

    private void book(JournalEntry entry, int contentHash) {
      String account = EntryCheck.account(entry).orElse("");
      Verdict verdict;
      try {
        verdict = state.book.apply(entry, contentHash, options.currencies());
      } catch (ArithmeticException e) {
        stop("desk", new Stop(Stop.Kind.HALTED, "gate", "an amount is out of range", time()));
        refuse(
            Severity.CRITICAL,
            "NUMBER_OUT_OF_RANGE",
            account,
            identity(entry) + " leads to an amount that is out of range; the partition is halted");
        return;
      }
      switch (verdict) {
        case DUPLICATE -> repeated(entry, account);
        case CONFLICT ->
            alert(
                Severity.CRITICAL,
                "JOURNAL_CONFLICT",
                account,
                identity(entry) + " contradicts what is known and was not used");
        case GAP -> {
          alert(
              Severity.WARNING,
              "JOURNAL_GAP",
              account,
              identity(entry) + " came, but not the one before it");
          take(entry);
        }
        case NEXT -> take(entry);
      }
    }

    private void repeated(JournalEntry entry, String account) {
      if (entry instanceof OperatorCommand) {
        refuse(
            Severity.WARNING,
            "COMMAND_REPEATED",
            account,
            identity(entry) + " is not newer than the person's last command and was not used");
      }
    }

    private void take(JournalEntry entry) {
      if (entry instanceof Signal signal) {
        decide(signal);
      } else if (entry instanceof Mark mark) {
        exits.marked(mark, this);
      } else if (entry instanceof ExecutionReport report) {
        if (state.account(report.account()).reported(report)) {
          alert(
              Severity.CRITICAL,
              "UNKNOWN_ORDER",
              report.account(),
              "a report of order " + report.clientOrderId() + ", which was not approved here");
        }
        exits.reported(report, this);
      } else if (entry instanceof BreakerTrip trip) {
        Stop stop = new Stop(Stop.Kind.HALTED, trip.breaker(), trip.evidence(), time());
        stop(level(trip.level().account()), stop);
        alert(
            Severity.CRITICAL,
            "BREAKER_TRIPPED",
            trip.level().account(),
            trip.breaker() + " halted the account: " + trip.evidence());
      } else if (entry instanceof OperatorCommand command) {
        obey(command);
      }
    }

    private void obey(OperatorCommand command) {
      String level = level(command.level().account());
      switch (command.action()) {
        case HALT -> stop(level, stop(Stop.Kind.HALTED, command));
        case REDUCE_ONLY -> stop(level, stop(Stop.Kind.REDUCE_ONLY, command));
        case RESUME -> resume(level);
        default -> {}
      }
      alert(
          Severity.INFO,
          "COMMAND_OBEYED",
          command.level().account(),
          command.action()
              + " for "
              + level
              + " by "
              + command.person()
              + ": "
              + command.reason()
              + "; now stopped: "
              + state.stops.keySet());
    }

    private Stop stop(Stop.Kind kind, OperatorCommand command) {
      return new Stop(kind, command.person(), command.reason(), time());
    }

    /** A milder stop never takes the place of a stricter one. */
    private void stop(String level, Stop stop) {
      state.stops.merge(level, stop, Stop::stricter);
    }

    /** To resume the desk resumes every account on it. */
    private void resume(String level) {
      if (level.equals("desk")) {
        state.stops.clear();
      } else {
        state.stops.remove(level);
      }
    }

    private void decide(Signal signal) {
      AccountState account = state.account(signal.account());
      OrderFacts facts;
      List<Violation> violations;
      try {
        facts = FactFinder.facts(signal, state, options);
        violations = controls.check(facts);
      } catch (ArithmeticException e) {
        facts = FactFinder.unknown(signal, state, options);
        violations = List.of(Controls.outOfRange("the account's amounts"));
      }
      long sequence = account.nextDecision();
      OrderIntent order = null;
      if (violations.isEmpty()) {
        order = order(signal, facts, sequence);
        WorkingOrder working = working(signal.strategy(), order, facts);
        account.approved(signal, order.clientOrderId(), working, time(), facts.limits());
      }
      Decision decision =
          new Decision(
              signal.account(),
              sequence,
              partition,
              offset,
              time(),
              signal.strategy(),
              signal.instrument(),
              signal.origin(),
              signal.sequence(),
              signal.triggerTradeId(),
              order == null ? Outcome.REJECTED : Outcome.APPROVED,
              order,
              violations,
              inputs(facts));
      output.decision(decision);
      exits.decided(signal, decision, facts.order().asked(), this);
      if (order != null) {
        output.breakerEvent(breakerEvent(signal, order, sequence));
      }
    }

    private OrderIntent order(Signal signal, OrderFacts facts, long sequence) {
      return new OrderIntent(
          ClientOrderId.of(options.desk(), signal.account(), sequence),
          signal.side(),
          signal.orderType(),
          TimeInForce.GTC,
          facts.order().quantity(),
          facts.order().limitPrice());
    }

    private WorkingOrder working(String strategy, OrderIntent order, OrderFacts facts) {
      Instrument instrument = facts.instrument().orElseThrow();
      return new WorkingOrder(
          strategy,
          instrument.instrument(),
          instrument.base(),
          instrument.quote(),
          order.side(),
          order.quantity(),
          0,
          facts.order().reservationPrice(),
          options.takerFeeRate());
    }

    private DecisionInputs inputs(OrderFacts facts) {
      return new DecisionInputs(
          facts.mark().map(Mark::price).orElse(0L),
          facts.markAge(),
          facts.holdings().equity(),
          facts.holdings().freeQuote(),
          0,
          facts.holdings().position(),
          facts.holdings().workingBuys(),
          facts.holdings().workingSells(),
          LIMITS_VERSION,
          RULES,
          Math.min(facts.holdings().soldFor(), facts.order().asked()));
    }

    private BreakerEvent breakerEvent(Signal signal, OrderIntent order, long decision) {
      state.breakerTime = Math.max(state.breakerTime + 1, time());
      return new BreakerEvent(
          BreakerEvent.Kind.APPROVED,
          partition,
          state.breakerTime,
          signal.account(),
          signal.strategy(),
          signal.instrument(),
          signal.side() == Side.BUY,
          decision,
          order.quantity(),
          0,
          0);
    }

    private String level(String account) {
      return account.equals(Level.ALL) ? "desk" : "account " + account;
    }

    private long time() {
      return state.book.time();
    }

    private String identity(JournalEntry entry) {
      return entry.producer() + " #" + entry.sequence();
    }

    private void refuse(Severity severity, String code, String account, String reason) {
      output.refused(code, reason);
      alert(severity, code, account, reason);
    }

    @Override
    public void exit(Signal exit) {
      output.protectiveExit(exit);
    }

    @Override
    public void alert(Severity severity, String code, String account, Lot lot, String message) {
      String id = String.join("-", "lot", account, "" + lot.number(), "" + partition, "" + offset);
      output.alert(
          new Alert("risk", id, severity, code, account, lot.instrument(), time(), message));
    }

    private void alert(Severity severity, String code, String account, String message) {
      String id = "journal-" + partition + "-" + offset + "-" + code;
      output.alert(new Alert("risk", id, severity, code, account, "", time(), message));
    }
  }
}
