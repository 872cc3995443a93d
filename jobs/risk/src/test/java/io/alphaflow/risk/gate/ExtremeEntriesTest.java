package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.PriceShock;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Entries with the largest, the smallest and the oddest numbers that fit into them. The gate never
 * fails, answers every signal, and never halts more than the account that is concerned; an account
 * that has nothing to do with it trades as before.
 */
class ExtremeEntriesTest {

  private static final String LTC = "sim:LTC/USD";
  private static final long MAX = Long.MAX_VALUE;
  private static final List<Long> EXTREMES =
      List.of(
          0L,
          1L,
          2L,
          -1L,
          Fixed8.ONE,
          Fixed8.ONE - 1,
          Fixed8.of(100),
          Fixed8.of(1_000_000),
          MAX / Fixed8.ONE,
          MAX / Fixed8.ONE + 1,
          MAX / 8,
          MAX / 8 + 1,
          MAX / 2,
          MAX / 2 + 1,
          MAX - Fixed8.of(10_000),
          MAX - 1,
          MAX,
          -MAX,
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1);

  /** Kind and numbers of an entry. */
  record Step(int kind, int choice, long a, long b, long c) {}

  private JournalFixture journal;
  private GateRun run;
  private long time;
  private long number;

  private void begin() {
    journal = new JournalFixture();
    time = 1_000 * SECOND;
    run = new GateRun(options());
  }

  private static RiskOptions options() {
    return new DeskFixture()
        .withText(Limit.MAX_ORDER_VALUE, "off")
        .withText(Limit.MAX_ORDER_QUANTITY, "off")
        .withText(Limit.MAX_POSITION, "off")
        .withText(Limit.MAX_POSITION_VALUE, "off")
        .withText(Limit.MAX_GROSS_EXPOSURE, "off")
        .withText(Limit.MAX_NET_EXPOSURE, "off")
        .withText(Limit.MAX_ROLLING_LOSS, "1000/1h")
        .options();
  }

  @Property(tries = 1_500)
  void neverFailsAndNeverStopsTheOthers(@ForAll("steps") List<Step> steps) {
    begin();
    run.read(
        journal.instrument(JournalFixture.BTC, true),
        journal.instrument(LTC, true),
        journal.mark("100", time),
        journal.mark(LTC, "10", time),
        journal.account(ACCOUNT, "10000", "10"),
        journal.account(NEIGHBOUR, "10000", "0"));
    for (Step step : steps) {
      play(step);
    }
    shocksCanBeTold();
    String hash = run.stateHash();
    run.restart();
    assertThat(run.stateHash()).isEqualTo(hash);

    time = Math.max(time, run.state().book.time()) + SECOND;
    resume();
    run.read(journal.mark(LTC, "10", time));
    int before = run.decisions.size();
    run.read(
        journal.signal(
            LTC,
            "trend",
            NEIGHBOUR,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            "2",
            OrderType.MARKET,
            "0"));
    assertThat(run.decisions).hasSize(before + 1);
    assertThat(run.codes()).isEmpty();
  }

  /** The test above would say little if few of the numbers were too large. */
  @Property(tries = 300)
  void everyKindOfEntryIsOutOfRangeNowAndThen(@ForAll("steps") List<Step> steps) {
    begin();
    run.read(
        journal.instrument(JournalFixture.BTC, true),
        journal.mark("100", time),
        journal.account(ACCOUNT, "10000", "10"));
    for (Step step : steps) {
      int refused = run.refused.size();
      int decided = run.decisions.size();
      JournalEntry entry = entry(step);
      run.read(entry);
      boolean rejected =
          run.decisions.subList(decided, run.decisions.size()).stream()
              .flatMap(d -> d.violations().stream())
              .anyMatch(v -> v.code().equals("NUMBER_OUT_OF_RANGE"));
      if (rejected
          || run.refused.subList(refused, run.refused.size()).contains("NUMBER_OUT_OF_RANGE")) {
        Statistics.collect(entry.getClass().getSimpleName());
      }
    }
    Statistics.coverage(
        checker -> {
          for (String kind : List.of("Mark", "AccountSnapshot", "Signal", "ExecutionReport")) {
            checker.check(kind).count(count -> count > 10);
          }
        });
  }

  /** What persons and breakers said is taken back; what the gate halts itself is not. */
  private void resume() {
    assertThat(run.state().stops.all())
        .filteredOn(stop -> stop.by().equals("gate"))
        .noneMatch(stop -> stop.level().covers(NEIGHBOUR, "trend-" + NEIGHBOUR, LTC));
    OperatorCommand command =
        OperatorCommand.of(
            "test", "rita", ++number, Level.DESK, CommandAction.RESUME, "over", time);
    run.read(DeskFixture.signed(command));
  }

  private void play(Step step) {
    int before = run.decisions.size();
    int refused = run.refused.size();
    JournalEntry entry = entry(step);
    run.read(entry);
    if (entry instanceof Signal && run.refused.size() == refused) {
      assertThat(run.decisions).as("%s", entry).hasSizeGreaterThan(before);
    }
    run.readExits();
    if (step.choice() % 5 == 0) {
      run.restart();
    }
  }

  private JournalEntry entry(Step step) {
    return switch (step.kind()) {
      case 0 -> mark(step);
      case 1 -> snapshot(step);
      case 2 -> signal(step);
      case 3 -> report(step);
      case 4 -> instrument(step);
      case 5 -> new ClockTick("sim", ++number, step.a() % 2 == 0 ? step.a() : time);
      case 6 -> trip(step);
      default -> command(step);
    };
  }

  /** A time that is possible is believed, so those of the next centuries are not among them. */
  private Mark mark(Step step) {
    Mark mark = journal.mark(JournalFixture.BTC, "1", time += SECOND);
    boolean absurd = step.choice() % 10 == 0 && (step.b() < 0 || step.b() > MAX / 8);
    return new Mark(
        mark.instrument(), mark.sequence(), step.a(), step.c(), absurd ? step.b() : mark.time());
  }

  private AccountSnapshot snapshot(Step step) {
    return new AccountSnapshot(
        ACCOUNT,
        journal.account(ACCOUNT, "1", "1").sequence(),
        step.choice() % 3 == 0 ? step.c() : time,
        List.of(
            new AssetBalance("BTC", step.a(), step.choice() % 2 == 0 ? step.c() : 0),
            new AssetBalance("USD", step.b(), 0)));
  }

  private Signal signal(Step step) {
    SizingMode mode = SizingMode.values()[step.choice() % SizingMode.values().length];
    Signal s =
        journal.signal(
            "trend",
            ACCOUNT,
            step.choice() % 3 == 0 ? Side.SELL : Side.BUY,
            mode,
            "1",
            step.choice() % 2 == 0 ? OrderType.LIMIT : OrderType.MARKET,
            "1");
    return new Signal(
        s.strategy(),
        s.account(),
        s.instrument(),
        s.sequence(),
        step.c(),
        s.side(),
        mode,
        step.choice() % 4 == 0 ? Fixed8.ONE : step.a(),
        OrderType.values()[step.choice() / 7 % OrderType.values().length],
        step.b(),
        step.c(),
        "extreme",
        step.a(),
        Map.of(),
        step.choice() % 5 == 0
            ? new Protection(0, Math.max(0, step.b()), Math.max(0, step.c()))
            : Protection.NONE,
        SignalOrigin.STRATEGY,
        null,
        step.choice() % 2 == 0 ? step.c() : step.a());
  }

  /** Of the last approved order, or of one that nobody knows. */
  private ExecutionReport report(Step step) {
    String order =
        run.decisions.stream()
            .filter(d -> d.outcome() == Outcome.APPROVED && d.account().equals(ACCOUNT))
            .reduce((first, second) -> second)
            .filter(d -> step.choice() % 4 != 0)
            .map(d -> d.approvedOrder().orElseThrow().clientOrderId())
            .orElse("stranger-" + number);
    boolean fill = step.choice() % 3 != 0;
    return new ExecutionReport(
        ACCOUNT,
        "trend-" + ACCOUNT,
        JournalFixture.BTC,
        order,
        1,
        ++number,
        fill ? ExecutionType.FILL : ExecutionType.CANCELED,
        step.choice() % 2 == 0 ? Side.BUY : Side.SELL,
        step.a(),
        "v",
        number,
        step.a(),
        step.b(),
        step.a(),
        step.c(),
        List.of("USD", "BTC", "BNB").get(step.choice() % 3),
        false,
        !fill || step.choice() % 5 == 0,
        step.c(),
        "");
  }

  private Instrument instrument(Step step) {
    Instrument i = journal.instrument(JournalFixture.BTC, true);
    return new Instrument(
        i.instrument(),
        i.sequence(),
        i.venueSymbol(),
        i.base(),
        i.quote(),
        step.a(),
        step.b(),
        step.c(),
        step.b(),
        step.a(),
        step.choice() % 2 == 0 ? 0 : MAX,
        step.c(),
        true,
        step.b());
  }

  private BreakerTrip trip(Step step) {
    return new BreakerTrip(
        Level.account(ACCOUNT),
        "order-velocity",
        ++number,
        step.a(),
        StopKind.HALTED,
        step.b(),
        step.choice() % 2 == 0,
        "it was seen");
  }

  private OperatorCommand command(Step step) {
    CommandAction action =
        step.choice() % 2 == 0
            ? CommandAction.RESUME
            : CommandAction.values()[step.choice() / 2 % CommandAction.values().length];
    return DeskFixture.signed(
        OperatorCommand.of(
                "test", "rita", ++number, Level.account(ACCOUNT), action, "extreme", step.a())
            .until(step.b()));
  }

  /** The breakers run in Flink, where an exception would fail the job again and again. */
  private void shocksCanBeTold() {
    PriceShockRule rule = new PriceShockRule(5_000_000, 60 * SECOND, 0);
    List<BreakerEvent> prices =
        run.breakerEvents.stream().filter(e -> e.kind() == BreakerEvent.Kind.PRICE).toList();
    for (PriceShock.Direction direction : PriceShock.Direction.values()) {
      PriceShock shock = new PriceShock(direction, rule);
      for (int i = 1; i < prices.size(); i++) {
        if (shock.between(prices.get(i - 1), prices.get(i))) {
          shock.trip(prices.get(i - 1), prices.get(i));
        } else {
          shock.replaces(prices.get(i), prices.get(i - 1));
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> kind =
        Arbitraries.frequency(
            Tuple.of(8, 0),
            Tuple.of(3, 1),
            Tuple.of(8, 2),
            Tuple.of(8, 3),
            Tuple.of(1, 4),
            Tuple.of(1, 5),
            Tuple.of(1, 6),
            Tuple.of(3, 7));
    Arbitrary<Integer> choice =
        Arbitraries.integers().between(0, 9_999).withDistribution(RandomDistribution.uniform());
    Arbitrary<Long> number =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(EXTREMES)),
            Tuple.of(3, Arbitraries.longs().between(1, Fixed8.of(1_000))),
            Tuple.of(1, Arbitraries.longs().greaterOrEqual(0)));
    return Combinators.combine(kind, choice, number, number, number)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .withSizeDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }
}
