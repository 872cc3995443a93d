package io.alphaflow.risk.drill;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A journal of one account in the making: each entry is read by a gate at once. Time begins at noon
 * of a Monday, prices at 1, so that a quantity and its value are the same number.
 */
final class Rehearsal {

  /** When it begins. */
  static final long START = Instant.parse("2026-01-05T12:00:00Z").getEpochSecond() * 1_000_000;

  /** What an account has that needs no certain amount, in its currency. */
  static final long CASH = Fixed8.of(10_000_000);

  private final RiskOptions options;
  private final List<Control> controls;
  private final Subject subject;
  private final DrillPeople people;
  private final DrillGate gate;
  private final Map<String, Long> sequences = new HashMap<>();
  private long commands;

  Rehearsal(RiskOptions options, List<Control> controls, Subject subject, DrillPeople people) {
    this.options = options;
    this.controls = controls;
    this.subject = subject;
    this.people = people;
    this.gate = new DrillGate(options, controls, subject.account());
  }

  /** Another that begins anew with one control less. */
  Rehearsal without(Class<? extends Control> control) {
    List<Control> others = controls.stream().filter(c -> !control.isInstance(c)).toList();
    return new Rehearsal(options, others, subject, people);
  }

  Subject subject() {
    return subject;
  }

  /** The gate that reads. */
  DrillGate gate() {
    return gate;
  }

  private long next(String producer) {
    return sequences.merge(producer, 1L, Long::sum);
  }

  void read(JournalEntry entry) {
    gate.read(entry);
  }

  /** Any price and quantity can be ordered. */
  void instrument(String instrument) {
    instrument(instrument, 1, 1, 0, 0, true);
  }

  /** The venue's rules of an instrument. */
  void instrument(
      String instrument,
      long tick,
      long step,
      long maxQuantity,
      long minNotional,
      boolean trading) {
    InstrumentId id = InstrumentId.parse(instrument);
    read(
        new Instrument(
            instrument,
            next("instrument/" + instrument),
            id.base() + id.quote(),
            id.base(),
            id.quote(),
            tick,
            tick,
            0,
            step,
            step,
            maxQuantity,
            minNotional,
            trading,
            0));
  }

  /** A price of the instrument at a time. */
  void mark(long price, long time) {
    mark(subject.instrument(), price, time);
  }

  void mark(String instrument, long price, long time) {
    long sequence = next("mark/" + instrument);
    read(new Mark(instrument, sequence, price, sequence, time));
  }

  /** Time passes, and no price comes. */
  void clock(long time) {
    read(new ClockTick("drill", time, time));
  }

  /** What the venue says that the account has. */
  void account(Map<String, Long> balances) {
    List<AssetBalance> sorted =
        new TreeMap<>(balances)
            .entrySet().stream().map(b -> new AssetBalance(b.getKey(), b.getValue(), 0)).toList();
    String account = subject.account();
    long sequence = next("account/" + account);
    read(new AccountSnapshot(account, sequence, sequence * 10_000_000, sorted));
  }

  void account(long currency, long base) {
    account(Map.of(subject.currency(), currency, subject.base(), base));
  }

  /** An instrument at a price of 1, and an account that has so much. */
  void open(long currency, long base) {
    instrument(subject.instrument());
    mark(Fixed8.ONE, START);
    account(currency, base);
  }

  void open() {
    open(CASH, 0);
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /** The signal that wants an order. */
  static Signal signal(Want want, Subject subject, long sequence) {
    return new Signal(
        or(want.strategy(), subject.strategy()),
        or(want.account(), subject.account()),
        or(want.instrument(), subject.instrument()),
        sequence,
        START,
        want.side(),
        want.mode(),
        want.size(),
        want.type(),
        want.price(),
        want.confidence(),
        "drill",
        sequence,
        Map.of(),
        want.protection(),
        want.origin());
  }

  /** The answer to an order that is wanted. */
  Decision order(Want want) {
    read(signal(want, subject, next(signal(want, subject, 1).producer())));
    return gate.last();
  }

  /** The same that begins at a trigger. */
  Decision order(Want want, OrderType type, long trigger) {
    Signal signal = signal(want, subject, next(signal(want, subject, 1).producer()));
    read(signal.beginning(type, trigger));
    return gate.last();
  }

  /** Who wants it takes back the order of an earlier signal. */
  void takeBack(Want whose, long earlier) {
    Signal signal = signal(whose, subject, next(signal(whose, subject, 1).producer()));
    read(signal.about(SignalTarget.cancel(earlier)));
  }

  /** The order of an earlier signal shall be for what is wanted, no more. */
  void shrink(Want size, long earlier) {
    Signal signal = signal(size, subject, next(signal(size, subject, 1).producer()));
    read(signal.about(SignalTarget.amend(earlier)));
  }

  /** The same, worked by children or a child itself. */
  Decision order(Want want, Execution how) {
    Signal signal = signal(want, subject, next(signal(want, subject, 1).producer()));
    read(signal.worked(how));
    return gate.last();
  }

  Decision buy(long quantity) {
    return order(Want.buy(quantity));
  }

  /** What the controls would find, without an order. */
  Checks explain(Want want) {
    return gate.explain(signal(want, subject, 1));
  }

  /** All of an order is traded at the mark of 1. */
  void fill(Decision order, long fee) {
    long quantity = Reports.quantity(order);
    read(Reports.fill(order, 1, quantity, Fixed8.ONE, fee, subject.currency()));
  }

  /** An order is over without a trade. */
  void end(Decision order, ExecutionType how) {
    read(Reports.ended(order, 1, how));
  }

  /** A command of the first person. */
  OperatorCommand command(Level level, CommandAction action) {
    return OperatorCommand.of(
        gate.desk(), DrillPeople.FIRST, ++commands, level, action, "drill", START);
  }

  /** The same, signed and read. */
  void say(OperatorCommand command) {
    read(people.sign(command));
  }

  /** The same, signed by both. */
  void sayTogether(OperatorCommand command) {
    read(people.signByBoth(command));
  }

  /** Whether the last order was rejected for this code alone, and none before for it. */
  Shown rejectedFor(DecisionCode code) {
    Decision last = gate.last();
    int number = gate.answers();
    List<Violation> violations = last.violations();
    if (gate.first(code) != 0 && gate.first(code) < number) {
      return Shown.failed("order %d was already rejected for it".formatted(gate.first(code)));
    } else if (violations.isEmpty()) {
      return Shown.failed("order " + number + " was approved");
    } else if (violations.size() > 1 || gate.first(code) == 0) {
      return Shown.failed("order %d was rejected for %s".formatted(number, violations));
    }
    Violation only = violations.get(0);
    return Shown.fired(number, "allowed %s, found %s".formatted(only.limit(), only.observed()));
  }
}
