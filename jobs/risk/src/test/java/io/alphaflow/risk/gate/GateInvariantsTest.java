package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.gate.RandomJournal.Step;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * What holds for every journal. How many are tried is {@code jqwik.tries.default}: see
 * docs/risk-tests.md.
 */
class GateInvariantsTest {

  private static final RiskOptions OPTIONS = TightDesk.options();

  /** Entries read in all tries, repeated and restarted ones included. */
  private static final AtomicLong ENTRIES = new AtomicLong();

  @AfterContainer
  static void tellHowMuchWasTried() {
    System.out.println("GateInvariantsTest: " + ENTRIES + " entries read");
  }

  @Provide
  Arbitrary<List<Step>> journals() {
    return RandomJournal.steps();
  }

  private static RandomJournal play(List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    steps.forEach(journal::play);
    ENTRIES.addAndGet(journal.bytes.size());
    return journal;
  }

  private static GateRun read(List<byte[]> journal) {
    GateRun run = new GateRun(OPTIONS);
    journal.forEach(run::readBytes);
    ENTRIES.addAndGet(journal.size());
    return run;
  }

  private static List<String> encoded(List<Decision> decisions) {
    return decisions.stream().map(d -> new String(Topics.DECISIONS.codec().encode(d))).toList();
  }

  /** Reservations, exposure, stops, overrides and cancellations, see {@link EntryInvariants}. */
  @Property
  void everyEntryKeepsWhatMustHold(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    EntryInvariants invariants = new EntryInvariants(journal, OPTIONS);
    steps.forEach(invariants::play);
    journal.endAll();
    for (String account : RandomJournal.ACCOUNTS) {
      AccountState state = journal.run.account(account);
      assertThat(state.orders().all()).isEmpty();
      for (String asset : List.of("USD", "BTC", "ETH")) {
        assertThat(state.reserved(asset)).isZero();
      }
    }
    ENTRIES.addAndGet(journal.bytes.size());
  }

  /**
   * Children never trade more than their parent, see {@link ParentInvariants}; when everything was
   * cancelled, no child follows, and no parent is left.
   */
  @Property
  void childrenStayWithinTheirParentAndEndWithIt(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    ParentInvariants parents = new ParentInvariants(journal);
    for (Step step : steps) {
      journal.play(step);
      parents.check();
    }
    journal.say(command(Level.DESK, CommandAction.CANCEL_ALL));
    parents.check();
    journal.endAll();
    while (journal.exitReturns()) {
      parents.check();
    }
    for (String account : RandomJournal.ACCOUNTS) {
      assertThat(journal.run.account(account).parents()).isEmpty();
    }
    boolean traded = parents.quantities().keySet().stream().anyMatch(p -> parents.traded(p) > 0);
    Statistics.label("a child traded").collect(traded);
    Statistics.label("a child traded")
        .coverage(checker -> checker.check(true).percentage(p -> p > 10));
    ENTRIES.addAndGet(journal.bytes.size());
  }

  /** What a decision says of a limit and what was measured agree, for kept limits as well. */
  @Property
  void readingsSayWhichLimitsHeld(@ForAll("journals") List<Step> steps) {
    GateRun run = play(steps).run;
    Map<String, Decision> decisions = new HashMap<>();
    run.decisions.forEach(d -> decisions.put(d.id(), d));
    int broken = 0;
    for (DecisionReadings of : run.readings) {
      Decision decision = decisions.get(of.account() + "/" + of.sequence());
      assertThat(of.time()).isEqualTo(decision.time());
      Set<String> codes = new HashSet<>();
      decision.violations().forEach(v -> codes.add(v.code()));
      decision.overridden().forEach(v -> codes.add(v.code()));
      for (Reading reading : of.readings()) {
        assertThat(reading.holds())
            .as(decision + " " + reading)
            .isNotEqualTo(codes.contains(reading.code()));
        broken += reading.holds() ? 0 : 1;
      }
    }
    Statistics.label("a limit did not hold").collect(broken > 0);
    Statistics.label("a limit did not hold")
        .coverage(checker -> checker.check(true).percentage(p -> p > 50));
  }

  @Property
  void equalJournalsGiveByteEqualDecisions(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    GateRun again = read(journal.bytes);
    assertThat(encoded(again.decisions)).isEqualTo(encoded(journal.run.decisions));
    assertThat(again.stateHash()).isEqualTo(journal.run.stateHash());
    assertThat(again.breakerEvents).isEqualTo(journal.run.breakerEvents);
    assertThat(again.alerts).isEqualTo(journal.run.alerts);
    assertThat(again.exits).isEqualTo(journal.run.exits);
  }

  @Property
  void restartAtAnyPointGivesTheSameDecisionsAndState(
      @ForAll("journals") List<Step> steps, @ForAll @IntRange(max = 300) int at) {
    RandomJournal journal = play(steps);
    GateRun restarted = new GateRun(OPTIONS);
    for (int i = 0; i < journal.bytes.size(); i++) {
      if (i == at % journal.bytes.size() || i == 2 * at) {
        restarted.restart();
      }
      restarted.readBytes(journal.bytes.get(i));
    }
    ENTRIES.addAndGet(journal.bytes.size());
    assertThat(encoded(restarted.decisions)).isEqualTo(encoded(journal.run.decisions));
    assertThat(restarted.exits).isEqualTo(journal.run.exits);
    assertThat(restarted.breakerEvents).isEqualTo(journal.run.breakerEvents);
    assertThat(restarted.stateHash()).isEqualTo(journal.run.stateHash());
  }

  @Property
  void entriesSentAgainChangeNoDecision(
      @ForAll("journals") List<Step> steps, @ForAll @IntRange(min = 1, max = 40) int back) {
    RandomJournal journal = play(steps);
    List<byte[]> resent = new ArrayList<>();
    for (int i = 0; i < journal.bytes.size(); i++) {
      resent.add(journal.bytes.get(i));
      if (i % 3 == 0) {
        resent.add(journal.bytes.get(Math.max(0, i - back)));
      }
      if (i % 50 == 49) {
        resent.addAll(journal.bytes.subList(i - Math.min(i, back), i + 1));
      }
    }
    GateRun run = read(resent);
    assertThat(withoutOffsets(run.decisions)).isEqualTo(withoutOffsets(journal.run.decisions));
    assertThat(run.exits).isEqualTo(journal.run.exits);
    assertThat(run.stateHash()).isEqualTo(journal.run.stateHash());
  }

  /** Where an entry stands differs when others were sent again before it. */
  private static List<Decision> withoutOffsets(List<Decision> decisions) {
    return decisions.stream()
        .map(
            d ->
                new Decision(
                    d.account(),
                    d.sequence(),
                    d.journalPartition(),
                    0,
                    d.time(),
                    d.strategy(),
                    d.instrument(),
                    d.signalOrigin(),
                    d.signalSequence(),
                    d.triggerTradeId(),
                    d.outcome(),
                    d.order(),
                    d.violations(),
                    d.inputs(),
                    d.overridden(),
                    d.cancels(),
                    d.targets(),
                    d.workQuantity()))
        .toList();
  }

  @Property
  void everySignalHasExactlyOneDecisionCountedFromOne(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    for (String account : RandomJournal.ACCOUNTS) {
      List<Decision> decisions =
          journal.run.decisions.stream().filter(d -> d.account().equals(account)).toList();
      for (int i = 0; i < decisions.size(); i++) {
        assertThat(decisions.get(i).sequence()).isEqualTo(i + 1);
      }
    }
    List<Decision> answers =
        journal.run.decisions.stream()
            .filter(d -> d.outcome() != Outcome.CANCEL || d.signalSequence() > 0)
            .toList();
    long signals =
        journal.bytes.stream()
            .filter(b -> new String(b).startsWith("{\"type\":\"signal\""))
            .count();
    assertThat(answers).hasSize((int) signals);
  }

  private static OperatorCommand command(Level level, CommandAction action) {
    return OperatorCommand.of("test", "ruth", 1, level, action, "at the end", 1);
  }

  @Property
  void allOrdersCanBeCancelledWhateverWasBefore(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    Set<String> working = new TreeSet<>();
    for (String account : RandomJournal.ACCOUNTS) {
      working.addAll(journal.run.account(account).orders().all().keySet());
    }
    int before = journal.run.decisions.size();
    journal.say(command(Level.DESK, CommandAction.CANCEL_ALL));
    List<String> cancelled =
        journal.run.decisions.stream().skip(before).flatMap(d -> d.cancels().stream()).toList();
    assertThat(cancelled).doesNotHaveDuplicates().containsAll(working);
    // What somebody else placed is cancelled, too.
    assertThat(cancelled).allMatch(id -> working.contains(id) || id.startsWith("by-hand"));
  }

  /** When the venue does what is asked of it, sooner or later, and persons let it. */
  @Property
  void flattenEndsFlat(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    journal.say(command(Level.DESK, CommandAction.RESUME));
    RandomCommands.LEVELS.forEach(
        level ->
            journal.say(
                command(level, CommandAction.SET_LIMITS)
                    .withLimits(configured(level))
                    .withCodes(List.of(), "rita")));
    RandomJournal.INSTRUMENTS.forEach(i -> journal.add(journal.journal.instrument(i, true)));
    journal.pass(SECOND);
    journal.say(command(Level.DESK, CommandAction.FLATTEN));
    if (steps.size() % 2 == 0) {
      journal.venue.fillNext().ifPresent(journal::add);
    }
    for (int i = 0; i < 500 && isBusy(journal); i++) {
      boolean more = true;
      while (more) {
        more = journal.venue.cancelNext().map(journal::read).orElse(false);
        more |= journal.exitReturns();
        more |= journal.venue.fillNext().map(journal::read).orElse(false);
      }
      journal.pass(2 * SECOND);
    }
    for (String account : RandomJournal.ACCOUNTS) {
      for (String instrument : RandomJournal.INSTRUMENTS) {
        assertThat(isFlat(journal.run, account, instrument))
            .as("%s of %s: %s", instrument, account, waiting(journal, account))
            .isTrue();
      }
    }
  }

  private static SortedMap<String, String> configured(Level level) {
    SortedMap<String, String> limits = new TreeMap<>();
    for (Limit limit : Limit.values()) {
      if (limit.place().allows(level)) {
        limits.put(limit.key(), OperatorCommand.CONFIGURED);
      }
    }
    return limits;
  }

  private static List<String> waiting(RandomJournal journal, String account) {
    return journal.run.account(account).flattening().stream()
        .map(task -> task.strategy() + " waits with " + task.instrument())
        .toList();
  }

  private static boolean isBusy(RandomJournal journal) {
    return RandomJournal.ACCOUNTS.stream()
        .map(journal.run::account)
        .anyMatch(a -> !a.flattening().isEmpty() || !a.orders().all().isEmpty());
  }

  /** Nothing is left that the venue would take. */
  private static boolean isFlat(GateRun run, String account, String id) {
    Instrument instrument = run.state().book.instrument(id).orElseThrow();
    long quantity = Math.abs(run.state().book.account(account).orElseThrow().quantity(id));
    long price = run.state().book.mark(id).orElseThrow().price();
    long onGrid = Fixed8.floorTo(quantity, instrument.stepSize());
    return onGrid < instrument.minQuantity()
        || Fixed8.multiply(onGrid, price, RoundingMode.DOWN) < instrument.minNotional();
  }

  /** Of an account that held nothing at first: what was held before has no strategy. */
  @Property
  void resultsOfStrategiesAddUpToThatOfTheAccount(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      journal.play(step);
      AccountState account = journal.run.account(NEIGHBOUR);
      long sum = 0;
      int results = 0;
      for (String instrument : RandomJournal.INSTRUMENTS) {
        for (StrategyResult result : account.resultsIn(instrument).values()) {
          sum += result.dailyPnl(journal.price(instrument));
          results++;
        }
      }
      AccountLedger ledger = journal.run.state().book.account(NEIGHBOUR).orElseThrow();
      // Each rounds what it holds by itself, now and at the start of the day.
      assertThat(Math.abs(ledger.dailyPnl() - sum)).isLessThanOrEqualTo(2 * (results + 2));
    }
    ENTRIES.addAndGet(journal.bytes.size());
  }

  /** What random journals do not lead to: they begin with what must be known, on paper. */
  private static final Set<DecisionCode> AT_THE_START =
      EnumSet.of(
          DecisionCode.ORDER_NOT_RESOLVED,
          DecisionCode.LIMIT_NOT_CONFIGURED,
          DecisionCode.ACCOUNT_NOT_CONFIGURED,
          DecisionCode.ACCOUNT_NOT_OPEN,
          DecisionCode.UNKNOWN_INSTRUMENT,
          DecisionCode.NO_MARK,
          DecisionCode.NOT_VALUED,
          DecisionCode.NUMBER_OUT_OF_RANGE,
          DecisionCode.LIMIT_PRICE_OUT_OF_RANGE,
          DecisionCode.NOT_ARMED,
          DecisionCode.TOO_MANY_LOTS,
          DecisionCode.TOO_MANY_PARENTS);

  /** The properties above would say little about journals in which nothing happens. */
  @Property(tries = 300)
  void randomJournalsReachAllCodes(@ForAll("journals") List<Step> steps) {
    for (Decision decision : play(steps).run.decisions) {
      Statistics.label("outcomes").collect(decision.outcome());
      decision.violations().forEach(violation -> Statistics.collect(violation.code()));
      decision.overridden().forEach(violation -> Statistics.collect("overridden"));
    }
    Statistics.label("outcomes")
        .coverage(
            checker -> {
              checker.check(Outcome.APPROVED).percentage(p -> p > 8);
              checker.check(Outcome.WORKING).count(c -> c > 0);
              checker.check(Outcome.CANCEL).count(c -> c > 0);
              checker.check(Outcome.AMEND).count(c -> c > 0);
            });
    Statistics.coverage(
        checker -> {
          checker.check("overridden").count(c -> c > 0);
          for (DecisionCode code : EnumSet.complementOf(EnumSet.copyOf(AT_THE_START))) {
            checker.check(code.name()).count(c -> c > 0);
          }
        });
  }
}
