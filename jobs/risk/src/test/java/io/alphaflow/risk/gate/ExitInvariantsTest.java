package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.RandomJournal.Step;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.replay.JournalReplay;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for protective exits in every journal. */
class ExitInvariantsTest {

  private static final RiskOptions OPTIONS =
      new DeskFixture()
          .with(Limit.DUPLICATE_WINDOW, LimitValue.of(SECOND / 10))
          .with(Limit.MAX_ORDER_VALUE, "300")
          .options();

  /** What a strategy instance of an account bought under protection, and exits sold. */
  private static final class Flow {
    private long bought;
    private long sold;
  }

  @Provide
  Arbitrary<List<Step>> journals() {
    return RandomJournal.steps();
  }

  @Property
  void exitsNeverSellMoreThanTheStrategyBoughtUnderProtection(
      @ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    Map<String, Flow> flows = new TreeMap<>();
    Set<String> protectedSignals = new HashSet<>();
    for (Step step : steps) {
      journal.play(step);
      if (journal.last() instanceof Signal signal && signal.protection().any()) {
        protectedSignals.add(
            entry(signal.strategy(), signal.instrument(), signal.origin(), signal.sequence()));
      }
      journal
          .lastFill()
          .ifPresent(fill -> count(fill, journal.decision(fill), flows, protectedSignals));
      flows.forEach(
          (owner, flow) -> assertThat(flow.sold).as(owner).isLessThanOrEqualTo(flow.bought));
    }
    Statistics.collect(flows.values().stream().anyMatch(flow -> flow.sold > 0));
    Statistics.coverage(checker -> checker.check(true).percentage(p -> p > 20));
  }

  private static String entry(
      String strategy, String instrument, SignalOrigin origin, long sequence) {
    return strategy + " " + instrument + " " + origin + "#" + sequence;
  }

  private static void count(
      ExecutionReport fill, Decision decision, Map<String, Flow> flows, Set<String> entries) {
    String owner = fill.account() + " " + fill.strategy() + " " + fill.instrument();
    Flow flow = flows.computeIfAbsent(owner, o -> new Flow());
    if (decision.signalOrigin() == SignalOrigin.PROTECTION) {
      flow.sold += fill.lastQuantity();
    } else if (fill.side() == Side.BUY
        && entries.contains(
            entry(
                decision.strategy(),
                decision.instrument(),
                decision.signalOrigin(),
                decision.signalSequence()))) {
      flow.bought += fill.lastQuantity();
    }
  }

  @Property
  void strategiesThatShareAnAccountSellOnlyWhatTheyBoughtExitsIncluded(
      @ForAll("journals") List<Step> steps) {
    LongFlatJournal journal = new LongFlatJournal(OPTIONS);
    Map<String, Flow> flows = new TreeMap<>();
    boolean reduced = false;
    for (Step step : steps) {
      int before = journal.run.decisions.size();
      journal.play(step);
      reduced |=
          journal.run.decisions.size() > before
              && journal.run.last().inputs().soldForStrategy() > 0;
      if (journal.lastFill().isPresent()) {
        ExecutionReport fill = journal.lastFill().get();
        Flow flow = flows.computeIfAbsent(fill.strategy(), o -> new Flow());
        if (fill.side() == Side.BUY) {
          flow.bought += fill.lastQuantity();
        } else {
          flow.sold += fill.lastQuantity();
        }
        // What nobody bought is sold for nobody.
        if (!fill.strategy().equals(Flattening.UNASSIGNED)) {
          assertThat(flow.sold).as(fill.strategy()).isLessThanOrEqualTo(flow.bought);
        }
      }
    }
    Statistics.collect(reduced);
    Statistics.coverage(checker -> checker.check(true).percentage(p -> p > 20));
  }

  @Property
  void lotsAndApprovedExitsStayWithinThePosition(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      int before = journal.run.decisions.size();
      journal.play(step);
      for (String account : RandomJournal.ACCOUNTS) {
        for (String instrument : RandomJournal.INSTRUMENTS) {
          long held = journal.run.state().book.account(account).orElseThrow().quantity(instrument);
          long lots =
              journal.run.account(account).lots().of(instrument).stream()
                  .mapToLong(Lot::quantity)
                  .sum();
          assertThat(lots).isBetween(0L, Math.max(0, held));
        }
      }
      if (journal.run.decisions.size() > before
          && journal.run.last().signalOrigin() == SignalOrigin.PROTECTION
          && journal.run.approved()) {
        Decision exit = journal.run.last();
        assertThat(exit.approvedOrder().orElseThrow().quantity())
            .isLessThanOrEqualTo(exit.inputs().position() - exit.inputs().workingSells());
      }
    }
  }

  @Property
  void eachLotHasAtMostOneExitAtATime(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    for (Step step : steps) {
      journal.play(step);
      for (String account : RandomJournal.ACCOUNTS) {
        checkExits(journal, account);
      }
    }
  }

  /** Each exit order at the venue is that of one lot, which then awaits no other. */
  private static void checkExits(RandomJournal journal, String account) {
    AccountState state = journal.run.account(account);
    List<Lot> lots =
        RandomJournal.INSTRUMENTS.stream().flatMap(i -> state.lots().of(i).stream()).toList();
    Set<String> exitOrders = new HashSet<>();
    for (Lot lot : lots) {
      assertThat(lot.exitOrder().isEmpty() || exitOrders.add(lot.exitOrder())).isTrue();
      assertThat(lot.exitOrder().isEmpty() || journal.run.exits.stream().noneMatch(lot::awaits))
          .isTrue();
    }
    for (Decision decision : journal.run.decisions) {
      if (decision.account().equals(account)
          && decision.signalOrigin() == SignalOrigin.PROTECTION) {
        decision
            .approvedOrder()
            .filter(order -> state.orders().get(order.clientOrderId()) != null)
            .ifPresent(order -> assertThat(exitOrders).contains(order.clientOrderId()));
      }
    }
  }

  @Property
  void replayMakesTheExitsThatTheJournalHas(@ForAll("journals") List<Step> steps) {
    RandomJournal journal = new RandomJournal(OPTIONS);
    steps.forEach(journal::play);
    JournalReplay replay = new JournalReplay(OPTIONS, (decision, bytes) -> {});
    int partition = DeskFixture.partition(ACCOUNT);
    for (int offset = 0; offset < journal.bytes.size(); offset++) {
      RawRecord in = JournalFixture.record(partition, offset, journal.bytes.get(offset));
      replay.accept(in);
    }
    assertThat(replay.exitDifferences())
        .hasSize(journal.exitsOnTheWay())
        .allMatch(difference -> difference.contains("is not in the journal"));
  }
}
