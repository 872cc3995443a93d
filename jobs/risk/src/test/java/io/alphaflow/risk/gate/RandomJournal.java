package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * A journal of two accounts as a venue and strategies could have written it: reports belong to
 * orders that were approved. Each step is read by a gate at once, because what follows depends on
 * its decisions.
 */
class RandomJournal {

  /** One step; the numbers choose among what is possible. */
  record Step(int kind, int a, int b, int c) {}

  private static final class OpenOrder {
    private final Decision decision;
    private long filled;

    OpenOrder(Decision decision) {
      this.decision = decision;
    }
  }

  private static final String[] STRATEGIES = {"trend", "revert", "squeeze"};
  private static final SizingMode[] MODES = {
    SizingMode.BASE_QUANTITY,
    SizingMode.QUOTE_AMOUNT,
    SizingMode.PERCENT_OF_EQUITY,
    SizingMode.CLOSE_POSITION
  };
  private static final String[][] SIZES = {
    {"0.01", "0.5", "1", "2", "17.12345"},
    {"5", "50", "100", "177.77", "50000"},
    {"0.01", "1", "2", "5", "100"},
    {"0", "0", "0", "0", "0"}
  };

  final GateRun run;
  final List<byte[]> bytes = new ArrayList<>();
  final JournalFixture journal = new JournalFixture();
  private final List<OpenOrder> open = new ArrayList<>();
  private long time = 1_000 * SECOND;
  private long price = Fixed8.of(100);
  private long numbers;
  private int exitsReturned;
  private JournalEntry last;

  RandomJournal(RiskOptions options) {
    run = new GateRun(options);
    add(journal.instrument(true));
    add(journal.mark("100", time));
    add(journal.account(ACCOUNT, "5000", "3"));
    add(journal.account(NEIGHBOUR, "20000", "0"));
  }

  /** Long journals of even chance: without that, most would be a handful of equal steps. */
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> kind =
        Arbitraries.frequency(
            Tuple.of(6, 0),
            Tuple.of(2, 1),
            Tuple.of(9, 2),
            Tuple.of(9, 3),
            Tuple.of(1, 4),
            Tuple.of(1, 5),
            Tuple.of(4, 6));
    Arbitrary<Integer> number =
        Arbitraries.integers().between(0, 9_999).withDistribution(RandomDistribution.uniform());
    return Combinators.combine(kind, number, number, number)
        .as(Step::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(400)
        .withSizeDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  private void add(JournalEntry entry) {
    last = entry;
    bytes.add(JournalFixture.bytes(entry));
    int before = run.decisions.size();
    run.read(entry);
    for (Decision decision : run.decisions.subList(before, run.decisions.size())) {
      decision.approvedOrder().ifPresent(order -> open.add(new OpenOrder(decision)));
    }
  }

  /** Writes what the step says; nothing when it is about an order and none is open. */
  void play(Step step) {
    last = null;
    switch (step.kind()) {
      case 0 -> mark(step);
      case 1 -> add(journal.clock(time += step.a() * SECOND / 300));
      case 2 -> add(signal(step));
      case 3 -> report(step);
      case 4 -> command(step);
      case 5 -> trip(step);
      default -> exitReturns();
    }
  }

  /** Ends all orders that are open. */
  void endAll() {
    while (!open.isEmpty()) {
      OpenOrder order = open.remove(0);
      add(journal.ended(order.decision, ExecutionType.CANCELED, order.filled));
    }
  }

  private void mark(Step step) {
    time += step.a() * SECOND / 2_000;
    price = Math.max(Fixed8.ONE, price + (step.b() % 201 - 100) * (price / 2_000));
    add(journal.mark(Fixed8.format(price), time));
  }

  /** What a strategy says. */
  Signal signal(Step step) {
    int mode = step.b() % MODES.length;
    boolean limit = step.c() % 4 == 0;
    long limitPrice = price + (step.c() % 101 - 50) * (price / 1_000);
    Signal signal =
        journal.signal(
            STRATEGIES[step.a() % STRATEGIES.length],
            step.a() % 5 == 0 ? NEIGHBOUR : ACCOUNT,
            step.b() % 3 == 0 ? Side.SELL : Side.BUY,
            MODES[mode],
            SIZES[mode][step.c() % SIZES[mode].length],
            limit ? OrderType.LIMIT : OrderType.MARKET,
            limit ? Fixed8.format(limitPrice) : "0");
    return JournalFixture.with(signal, protection(step), SignalOrigin.STRATEGY);
  }

  /** Each exit is there or not; all are near enough to be reached now and then. */
  final Protection protection(Step step) {
    long near = price / 100 * (1 + step.a() % 6);
    int which = step.c() / 20 % 8;
    return new Protection(
        (which & 1) == 0 ? 0 : price - near,
        (which & 2) == 0 ? 0 : price + near,
        (which & 4) == 0 ? 0 : near);
  }

  /** The oldest exit that is on its way arrives in the journal. */
  private void exitReturns() {
    if (exitsReturned < run.exits.size()) {
      add(run.exits.get(exitsReturned++));
    }
  }

  /** Exits that have not arrived yet. */
  int exitsOnTheWay() {
    return run.exits.size() - exitsReturned;
  }

  /** The order's decision, for the reports in the journal. */
  Decision decision(ExecutionReport report) {
    return run.decisions.stream()
        .filter(
            d ->
                d.approvedOrder()
                    .map(OrderIntent::clientOrderId)
                    .equals(Optional.of(report.clientOrderId())))
        .findFirst()
        .orElseThrow();
  }

  /** What the last step wrote, when it is a fill. */
  Optional<ExecutionReport> lastFill() {
    return last instanceof ExecutionReport report && report.executionType() == ExecutionType.FILL
        ? Optional.of(report)
        : Optional.empty();
  }

  /** What the last step wrote; null when it wrote nothing. */
  JournalEntry last() {
    return last;
  }

  private void report(Step step) {
    if (open.isEmpty()) {
      return;
    }
    OpenOrder order = open.get(step.a() % open.size());
    OrderIntent intent = order.decision.approvedOrder().orElseThrow();
    switch (step.b() % 6) {
      case 0 -> add(journal.accepted(order.decision));
      case 1 -> {
        open.remove(order);
        add(journal.ended(order.decision, ExecutionType.CANCELED, order.filled));
      }
      case 2 -> {
        long half = (intent.quantity() - order.filled) / 2;
        if (half > 0) {
          order.filled += half;
          add(journal.fill(order.decision, half, price(intent), order.filled));
        }
      }
      case 3 -> {
        open.remove(order);
        long rest = intent.quantity() - order.filled;
        String fee = Fixed8.format(rest / 1_000);
        add(journal.fillWithFeeInBase(order.decision, rest, price(intent), intent.quantity(), fee));
      }
      default -> {
        open.remove(order);
        long rest = intent.quantity() - order.filled;
        add(journal.fill(order.decision, rest, price(intent), intent.quantity()));
      }
    }
  }

  /** The last mark. */
  final long price() {
    return price;
  }

  private long price(OrderIntent order) {
    return order.limitPrice() == 0 ? price : order.limitPrice();
  }

  private void command(Step step) {
    CommandAction action =
        step.a() % 3 == 0
            ? CommandAction.RESUME
            : CommandAction.values()[step.b() % CommandAction.values().length];
    String account = step.c() % 4 == 0 ? Level.ALL : ACCOUNT;
    add(DeskFixture.command(step.c() % 5 == 0 ? "tess" : "rita", ++numbers, account, action));
  }

  private void trip(Step step) {
    if (step.a() % 4 == 0) {
      add(
          new BreakerTrip(
              Level.account(ACCOUNT),
              "order-velocity",
              ++numbers,
              time,
              StopKind.HALTED,
              0,
              false,
              "at random"));
    }
  }
}
