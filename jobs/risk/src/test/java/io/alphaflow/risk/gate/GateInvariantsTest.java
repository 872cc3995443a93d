package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.gate.RandomJournal.Step;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What holds for every journal. */
class GateInvariantsTest {

  private static final long MAX_POSITION = Fixed8.of(12);
  private static final long MAX_POSITION_VALUE = Fixed8.of(1_500);
  private static final RiskOptions OPTIONS =
      new DeskFixture()
          .with(Limit.MAX_POSITION, LimitValue.of(MAX_POSITION))
          .with(Limit.MAX_POSITION_VALUE, LimitValue.of(MAX_POSITION_VALUE))
          .with(Limit.MAX_DAILY_LOSS, "60")
          .with(Limit.DUPLICATE_WINDOW, LimitValue.of(5 * SECOND))
          .with(Limit.ORDERS_PER_STRATEGY, LimitValue.rate(6, 20 * SECOND))
          .with(Limit.ORDERS_PER_ACCOUNT, LimitValue.rate(10, 20 * SECOND))
          .options();

  @Provide
  Arbitrary<List<Step>> journals() {
    return RandomJournal.steps();
  }

  private static RandomJournal play(List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    steps.forEach(journal::play);
    return journal;
  }

  private static GateRun read(List<byte[]> journal) {
    GateRun run = new GateRun(OPTIONS);
    journal.forEach(run::readBytes);
    return run;
  }

  private static List<String> encoded(List<Decision> decisions) {
    return decisions.stream().map(d -> new String(Topics.DECISIONS.codec().encode(d))).toList();
  }

  @Property(tries = 200)
  void reservationsAreNeverNegativeAndZeroWhenNoOrderIsOpen(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      journal.play(step);
      for (String account : List.of(ACCOUNT, NEIGHBOUR)) {
        AccountState state = journal.run.account(account);
        assertThat(state.reserved("USD")).isNotNegative();
        assertThat(state.reserved("BTC")).isNotNegative();
      }
    }
    journal.endAll();
    for (String account : List.of(ACCOUNT, NEIGHBOUR)) {
      AccountState state = journal.run.account(account);
      assertThat(state.orders().all()).isEmpty();
      assertThat(state.reserved("USD")).isZero();
      assertThat(state.reserved("BTC")).isZero();
    }
  }

  @Property(tries = 200)
  void exposureWithWorkingOrdersStaysWithinTheLimitsAfterAnApproval(
      @ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      int before = journal.run.decisions.size();
      journal.play(step);
      if (journal.run.decisions.size() > before) {
        Decision decision = journal.run.last();
        if (decision.outcome() == Outcome.APPROVED && !reduces(decision)) {
          checkExposure(journal.run, decision);
        }
      }
    }
  }

  private static void checkExposure(GateRun run, Decision decision) {
    long exposure =
        run.state().book.account(decision.account()).orElseThrow().quantity(JournalFixture.BTC)
            + run.account(decision.account()).working(JournalFixture.BTC, Side.BUY);
    long mark = run.state().book.mark(JournalFixture.BTC).orElseThrow().price();
    assertThat(exposure).isLessThanOrEqualTo(MAX_POSITION);
    assertThat(Fixed8.multiply(exposure, mark, RoundingMode.CEILING))
        .isLessThanOrEqualTo(MAX_POSITION_VALUE);
    long balance = run.state().book.account(decision.account()).orElseThrow().balance("USD");
    assertThat(run.account(decision.account()).reserved("USD")).isLessThanOrEqualTo(balance);
  }

  /** On the decision's own evidence. */
  private static boolean reduces(Decision decision) {
    long quantity = decision.approvedOrder().orElseThrow().quantity();
    return decision.approvedOrder().orElseThrow().side() == Side.SELL
        && quantity <= decision.inputs().position() - decision.inputs().workingSells();
  }

  @Property(tries = 200)
  void stoppedLevelNeverApprovesWhatAddsRisk(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      List<Stop> stops = journal.run.state().stops.all();
      int before = journal.run.decisions.size();
      journal.play(step);
      if (journal.run.decisions.size() == before || !journal.run.approved()) {
        continue;
      }
      Decision decision = journal.run.last();
      for (Stop stop : stops) {
        if (stop.level().covers(decision.account(), decision.strategy(), decision.instrument())) {
          assertThat(stop.kind()).isNotEqualTo(StopKind.HALTED);
          assertThat(reduces(decision)).isTrue();
          assertThat(
                  stop.kind() == StopKind.REDUCE_ONLY
                      || decision.signalOrigin() != SignalOrigin.STRATEGY)
              .isTrue();
        }
      }
    }
  }

  @Property(tries = 100)
  void equalJournalsGiveByteEqualDecisions(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    GateRun again = read(journal.bytes);
    assertThat(encoded(again.decisions)).isEqualTo(encoded(journal.run.decisions));
    assertThat(again.stateHash()).isEqualTo(journal.run.stateHash());
    assertThat(again.breakerEvents).isEqualTo(journal.run.breakerEvents);
    assertThat(again.alerts).isEqualTo(journal.run.alerts);
    assertThat(again.exits).isEqualTo(journal.run.exits);
  }

  @Property(tries = 100)
  void restartAtAnyPointGivesTheSameDecisionsAndState(
      @ForAll("journals") List<Step> steps, @ForAll @IntRange(max = 300) int at) {
    RandomJournal journal = play(steps);
    GateRun restarted = new GateRun(OPTIONS);
    for (int i = 0; i < journal.bytes.size(); i++) {
      if (i == at % journal.bytes.size()) {
        restarted.restart();
      }
      restarted.readBytes(journal.bytes.get(i));
    }
    assertThat(encoded(restarted.decisions)).isEqualTo(encoded(journal.run.decisions));
    assertThat(restarted.exits).isEqualTo(journal.run.exits);
    assertThat(restarted.stateHash()).isEqualTo(journal.run.stateHash());
  }

  @Property(tries = 100)
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
                    d.inputs()))
        .toList();
  }

  @Property(tries = 100)
  void everySignalHasExactlyOneDecisionCountedFromOne(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = play(steps);
    for (String account : List.of(ACCOUNT, NEIGHBOUR)) {
      List<Decision> decisions =
          journal.run.decisions.stream().filter(d -> d.account().equals(account)).toList();
      for (int i = 0; i < decisions.size(); i++) {
        assertThat(decisions.get(i).sequence()).isEqualTo(i + 1);
      }
    }
    List<Decision> answers =
        journal.run.decisions.stream().filter(d -> d.outcome() != Outcome.CANCEL).toList();
    long signals =
        journal.bytes.stream()
            .filter(b -> new String(b).startsWith("{\"type\":\"signal\""))
            .count();
    assertThat(answers).hasSize((int) signals);
  }

  /** The properties above would say little about journals in which nothing happens. */
  @Property(tries = 100)
  void randomJournalsReachMostCodes(@ForAll("journals") List<Step> steps) {
    for (Decision decision : play(steps).run.decisions) {
      String first =
          decision.violations().isEmpty() ? "APPROVED" : decision.violations().get(0).code();
      Statistics.collect(first);
    }
    Statistics.coverage(
        checker -> {
          checker.check("APPROVED").percentage(p -> p > 10);
          for (String code : List.of("HALTED", "MAX_POSITION", "INSUFFICIENT_BALANCE")) {
            checker.check(code).count(c -> c > 0);
          }
          for (String code : List.of("STALE_MARK", "MAX_DAILY_LOSS")) {
            checker.check(code).count(c -> c > 0);
          }
        });
  }
}
