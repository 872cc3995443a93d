package io.alphaflow.risk.gate;

import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.gate.CommandNumbers.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;

/**
 * The only way from a signal to an order: a state machine over one partition of the journal.
 *
 * <p>It answers each new signal with exactly one decision. It reads no clock and no random number;
 * the same entries in the same order always give the same answers, to the byte. A repeated entry
 * changes nothing and is not answered; an entry that contradicts one of the same identity is
 * alerted and never traded on. Content can be refused but never makes it fail.
 *
 * <p>It also makes signals itself, for the journal: exits of what was bought under protection
 * ({@link ProtectiveExits}), and orders that close positions because a person wants it ({@link
 * Flattening}), and parts of orders that are not sent as one ({@link Algorithms}); and it decides
 * that working orders be cancelled ({@link Cancellations}).
 *
 * <p>Bound: accounts, instruments, strategy instances, persons of the configuration; open orders;
 * orders approved within the duplicate window, or repeated since; {@value Lots#MOST} protected lots
 * and {@value AccountState#MOST_PARENTS} parents for each strategy instance and instrument; stops,
 * limits and overrides that persons set. Not safe for use by several threads.
 */
public final class Gate {

  /** Version of these rules; every decision names it. */
  public static final String RULES = "5";

  private static final long DAY = 86_400_000_000L;
  private static final StateCodec<GateState> CODEC = new StateCodec<>(GateState.class);
  private static final StateCodec<AccountPart> ACCOUNT_CODEC = new StateCodec<>(AccountPart.class);

  /** What belongs to one account; null what there is not. */
  private record AccountPart(AccountState state, AccountLedger ledger) {}

  private final GateContext gate;
  private final GateState state;
  private final Judge judge;
  private final ProtectiveExits exits;
  private final Flattening flattening;
  private final Algorithms algorithms;
  private final Arming arming;
  private final Commands commands;
  private final DeadMan deadMan;
  private final BalanceWatch balances;
  private final BreakerFeed breakers;
  private final EquityWatch equities;
  private final OutOfRange outOfRange;
  private final RecordCodec<JournalEntry> entries = Topics.JOURNAL.codec();

  /** A gate that has read nothing yet. */
  public Gate(RiskOptions options) {
    this(options, new Controls(Controls.ALL), new GateState());
  }

  /** A gate with other controls than all: for drills only. */
  Gate(RiskOptions options, Controls controls, GateState state) {
    this.state = state;
    this.gate = GateContext.of(options, state);
    this.judge = new Judge(gate, controls);
    this.exits = new ProtectiveExits(gate);
    this.flattening = new Flattening(gate);
    this.algorithms = new Algorithms(gate);
    this.arming = new Arming(gate);
    this.commands = new Commands(gate, flattening, arming);
    this.deadMan = new DeadMan(gate);
    this.outOfRange = new OutOfRange(gate);
    this.balances = new BalanceWatch(gate, outOfRange);
    this.breakers = new BreakerFeed(gate);
    this.equities = new EquityWatch(gate);
    arming.guard();
  }

  /** A gate with some controls only: for drills. */
  public static Gate forDrill(RiskOptions options, Controls controls) {
    return new Gate(options, controls, new GateState());
  }

  /** A gate that goes on where {@link #encode} was called. */
  public static Gate decode(RiskOptions options, byte[] bytes) {
    return new Gate(options, new Controls(Controls.ALL), CODEC.decode(bytes));
  }

  /** All that it remembers; equal for equal histories. */
  public byte[] encode() {
    state.store();
    return CODEC.encode(state);
  }

  /** SHA-256 of {@link #encode}, hexadecimal. */
  public String stateHash() {
    return Sha256.hex(encode());
  }

  /** Its logical time, that of its latest entry, epoch microseconds UTC. */
  public long time() {
    return gate.time();
  }

  /** What an order is followed by: the signal that led to it, or its own id. */
  public String correlation(String account, String clientOrderId) {
    WorkingOrder order = state.account(account).orders().get(clientOrderId);
    return order == null ? clientOrderId : order.correlation(account).orElse(clientOrderId);
  }

  /** The accounts that it remembers something of. */
  public SortedSet<String> accounts() {
    return new TreeSet<>(state.accounts().keySet());
  }

  /** SHA-256 of what it remembers of an account, its ledger included, hexadecimal. */
  public String stateHash(String account) {
    AccountPart part =
        new AccountPart(state.accounts().get(account), state.book.account(account).orElse(null));
    return Sha256.hex(ACCOUNT_CODEC.encode(part));
  }

  /** What each control would find about a signal now: every rule, in the order of the controls. */
  public Checks explain(Signal signal) {
    return judge.explain(signal);
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

  /**
   * Applies the next entry of the partition.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   */
  public void apply(
      JournalEntry entry, int partition, long offset, int contentHash, GateOutput output) {
    Voice voice = new Voice(gate, partition, offset, output);
    Optional<String> problem =
        EntryCheck.problem(entry, partition, gate.options().journalPartitions());
    if (problem.isPresent()) {
      voice.refuse(Severity.WARNING, "INVALID_ENTRY", "", problem.get());
    } else if (!(entry instanceof OperatorCommand command) || isGenuine(command, voice)) {
      book(entry, contentHash, voice);
    }
  }

  /**
   * The prices of an instrument at which protective exits of accounts would fire now, in no order.
   * Changes nothing.
   */
  public void exitLevels(String instrument, ObjLongConsumer<String> to) {
    exits.levels(instrument, to);
  }

  /**
   * A price that only protective exits of some accounts hear: one on the way through a bar, of
   * which nobody knows what else was when. It is no entry of the journal.
   */
  public void onTheWay(
      Mark mark, Predicate<String> accounts, int partition, long offset, GateOutput output) {
    exits.marked(mark, accounts, new Voice(gate, partition, offset, output));
  }

  /** What is stopped or restricted now, in the order of causes. */
  public List<Stop> stops() {
    return state.stops.all();
  }

  GateState state() {
    return state;
  }

  /** Before the command can count as seen: a forged one must not use up a person's numbers. */
  private boolean isGenuine(OperatorCommand command, Voice voice) {
    Optional<String> forgery = commands.forgery(command);
    forgery.ifPresent(why -> refuse(command, why, voice));
    return forgery.isEmpty();
  }

  private static void refuse(OperatorCommand command, String why, Voice voice) {
    voice.refuse(
        Severity.CRITICAL,
        "COMMAND_REFUSED",
        EntryCheck.account(command).orElse(""),
        "%s for %s by %s refused: %s"
            .formatted(command.action(), command.level(), command.person(), why));
  }

  private void book(JournalEntry entry, int contentHash, Voice voice) {
    String account = EntryCheck.account(entry).orElse("");
    Verdict verdict;
    equities.read(entry);
    try {
      verdict =
          entry instanceof OperatorCommand
              // They are told from each other by themselves.
              ? Verdict.NEXT
              : state.book.apply(entry, contentHash, gate.options().currencies());
    } catch (ArithmeticException e) {
      equities.askAll();
      pass(voice);
      unusable(entry, account, voice);
      return;
    }
    try {
      pass(voice);
      take(verdict, entry, account, voice);
    } catch (ArithmeticException e) {
      equities.askAll();
      outOfRange.stopAll(entry, account, voice);
    }
  }

  /** An order that has ended holds nothing, whatever its fills come to. */
  private void unusable(JournalEntry entry, String account, Voice voice) {
    outOfRange.refuse(entry, account, voice);
    if (entry instanceof ExecutionReport report) {
      state.account(account).reported(report, gate.time(), gate.limits(account));
      flattening.reported(report);
      algorithms.contradicted(report);
      algorithms.reported(report, voice);
      algorithms.go(voice);
    }
  }

  /** Logical time may have moved: what ends by itself ends, and a new day begins. */
  private void pass(Voice voice) {
    gate.limits().advance(gate.time());
    arming.expire(voice);
    state
        .overrides
        .expire(gate.time())
        .forEach(
            ended ->
                voice.alert(
                    Severity.INFO,
                    "OVERRIDE_ENDED",
                    "OVERRIDE_ENDED-" + ended.level().key() + ended.codes(),
                    ended.level(),
                    ended.codes() + " hold again for " + ended.level(),
                    Map.of()));
    for (Stop ended : state.stops.expire(gate.time())) {
      voice.alert(
          Severity.INFO,
          "STOP_ENDED",
          "STOP_ENDED-" + ended.by() + "-" + ended.level().key(),
          ended.level(),
          ended + ": its time is over",
          Map.of());
    }
    long day = Math.floorDiv(gate.time(), DAY);
    if (day > state.day) {
      // The marks of before: what the first price of the day brings belongs to the day.
      state.accounts().values().forEach(a -> a.newDay(i -> state.market(i).price()));
      state.day = day;
    }
  }

  private void take(Verdict verdict, JournalEntry entry, String account, Voice voice) {
    switch (verdict) {
      case DUPLICATE -> {
        // It was delivered again.
      }
      case CONFLICT -> {
        voice.alert(
            Severity.CRITICAL,
            "JOURNAL_CONFLICT",
            account,
            identity(entry) + " contradicts what is known and was not used");
        if (entry instanceof Signal signal) {
          flattening.lost(signal);
          exits.lost(signal);
          algorithms.lost(signal);
        } else if (entry instanceof ExecutionReport report) {
          algorithms.contradicted(report);
          algorithms.go(voice);
        }
      }
      case GAP -> {
        voice.alert(
            Severity.WARNING,
            "JOURNAL_GAP",
            account,
            identity(entry) + " came, but not the one before it");
        take(entry, voice);
      }
      case NEXT -> take(entry, voice);
    }
  }

  private void take(JournalEntry entry, Voice voice) {
    if (entry instanceof Signal signal) {
      decide(signal, voice);
    } else if (entry instanceof Mark mark) {
      marked(mark, voice);
    } else if (entry instanceof ClockTick) {
      deadMan.check(voice);
    } else if (entry instanceof ExecutionReport report) {
      reported(report, voice);
    } else if (entry instanceof AccountSnapshot snapshot) {
      deadMan.heard(snapshot.account(), voice);
      balances.stated(snapshot, voice);
    } else if (entry instanceof BreakerTrip trip) {
      commands.trip(trip, voice);
    } else if (entry instanceof OperatorCommand command) {
      order(command, voice);
    } else if (entry instanceof LedgerEntry booked) {
      commands.booked(booked, voice);
    }
    flattening.go(voice);
    algorithms.go(voice);
  }

  private void order(OperatorCommand command, Voice voice) {
    Place place =
        state.commandNumbers.observe(
            command.person(), command.sequence(), state.book.lastNumber(command.producer()));
    if (place == Place.SEEN || place == Place.LATE && !CommandVerifier.stops(command.action())) {
      voice.refuse(
          Severity.WARNING,
          "COMMAND_REPEATED",
          EntryCheck.account(command).orElse(""),
          identity(command)
              + (place == Place.SEEN
                  ? " was there before, or is too old to tell, and was not used"
                  : " is older than another command of the person and was not used"));
      return;
    }
    Optional<String> objection = commands.objection(command);
    objection.ifPresentOrElse(
        why -> refuse(command, why, voice),
        () -> commands.obey(command, place == Place.LATE, voice));
    long ahead = state.commandNumbers.next(command.person(), command.sequence());
    if (place == Place.NEWEST && ahead != 0) {
      voice.alert(
          Severity.WARNING,
          "COMMAND_CLOCK",
          EntryCheck.account(command).orElse(""),
          "%s is far behind #%d, an earlier command: a clock of %s's is wrong"
              .formatted(identity(command), ahead, command.person()));
    }
  }

  private void marked(Mark mark, Voice voice) {
    MarketWatch market = state.market(mark.instrument());
    market.marked(mark, gate.options().volatility());
    deadMan.marked(mark.instrument(), voice);
    breakers.marked(mark, market, voice);
    equities.marked(mark);
    exits.marked(mark, voice);
  }

  private void reported(ExecutionReport report, Voice voice) {
    AccountState account = state.account(report.account());
    WorkingOrder order = account.orders().get(report.clientOrderId());
    boolean ofStrategy = order == null || order.origin() == SignalOrigin.STRATEGY;
    long unsold = account.unsold(report);
    if (report.executionType() != ExecutionType.AMENDED) {
      // That one is not told from its repetition, which would be a word of long ago.
      deadMan.heard(report.account(), voice);
    }
    if (account.reported(report, gate.time(), gate.limits(report.account()))) {
      voice.alert(
          Severity.CRITICAL,
          "UNKNOWN_ORDER",
          report.account(),
          "a report of order " + report.clientOrderId() + ", which was not approved here");
    }
    if (report.executionType() == ExecutionType.FILL) {
      filled(report, account, voice);
    }
    exits.reported(report, ofStrategy, unsold, voice);
    flattening.reported(report);
    algorithms.reported(report, voice);
    breakers.reported(report, voice);
  }

  private void filled(ExecutionReport fill, AccountState account, Voice voice) {
    try {
      account
          .filled(
              fill,
              state.book.instrument(fill.instrument()).orElseThrow(),
              gate.mark(fill.instrument()))
          .ifPresent(pnl -> breakers.roundTrip(fill, pnl, voice));
    } catch (ArithmeticException e) {
      outOfRange.untold(fill, voice);
    }
  }

  private void decide(Signal signal, Voice voice) {
    if (!signal.aim().action().wantsOrder()) {
      voice
          .output()
          .decision(
              new Cancellations(gate, voice.partition(), voice.offset())
                  .answer(signal, judge.judgeEarlier(signal)));
      algorithms.takenBack(signal);
      return;
    }
    Judge.Verdict verdict = judge.judge(signal, voice.partition(), voice.offset());
    Decision decision = verdict.decision();
    voice.output().decision(decision);
    voice
        .output()
        .readings(
            new DecisionReadings(
                decision.account(), decision.sequence(), decision.time(), verdict.readings()));
    exits.decided(signal, verdict.decision(), verdict.facts().order().asked(), voice);
    flattening.decided(signal, verdict.decision());
    algorithms.decided(signal, verdict.decision(), voice);
    breakers.decided(signal, verdict.decision(), voice);
  }

  private static String identity(JournalEntry entry) {
    return entry.producer() + " #" + entry.sequence();
  }
}
