package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * A journal of two accounts and two instruments as a venue, strategies, persons and breakers could
 * have written it: reports belong to orders that were approved. Each step is read by a gate at
 * once, because what follows depends on its decisions.
 */
class RandomJournal {

  /** One step; the numbers choose among what is possible. */
  record Step(int kind, int a, int b, int c) {}

  static final List<String> ACCOUNTS = List.of(ACCOUNT, NEIGHBOUR);
  static final List<String> INSTRUMENTS = List.of(JournalFixture.BTC, JournalFixture.ETH);

  private static final String[] STRATEGIES = {"trend", "revert", "squeeze"};
  private static final Map<SizingMode, List<String>> SIZES =
      Map.of(
          SizingMode.BASE_QUANTITY, List.of("0.3", "1", "2", "5", "17.12345", "9000.1"),
          SizingMode.QUOTE_AMOUNT, List.of("15", "50", "100", "177.77", "600", "50000"),
          SizingMode.EXACT_QUOTE_AMOUNT, List.of("15", "50", "100", "177.777", "600", "50000"),
          SizingMode.PERCENT_OF_EQUITY, List.of("0.01", "1", "2", "5", "12", "100"),
          SizingMode.CLOSE_POSITION, List.of("0"));

  final GateRun run;
  final List<byte[]> bytes = new ArrayList<>();
  final JournalFixture journal = new JournalFixture();
  final RandomVenue venue = new RandomVenue(journal, this::price);
  private final RandomCommands commands = new RandomCommands();
  private final Map<String, Long> prices =
      new HashMap<>(Map.of(JournalFixture.BTC, Fixed8.of(100), JournalFixture.ETH, Fixed8.of(10)));
  private final Map<String, Long> differences = new HashMap<>();
  private final Deque<String> strangers = new ArrayDeque<>();
  private long time = 1_000 * SECOND;
  private int exitsReturned;
  private JournalEntry last;

  RandomJournal(RiskOptions options) {
    run = new GateRun(options);
    for (String instrument : INSTRUMENTS) {
      add(journal.instrument(instrument, true));
      add(journal.mark(instrument, Fixed8.format(price(instrument)), time));
    }
    add(journal.account(ACCOUNT, "5000", "3"));
    add(journal.account(NEIGHBOUR, "20000", "0"));
  }

  /** Long journals of even chance: without that, most would be a handful of equal steps. */
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> kind =
        Arbitraries.frequency(
            Tuple.of(12, 0),
            Tuple.of(4, 1),
            Tuple.of(18, 2),
            Tuple.of(18, 3),
            Tuple.of(2, 4),
            Tuple.of(1, 5),
            Tuple.of(3, 6),
            Tuple.of(4, 7),
            Tuple.of(1, 8),
            Tuple.of(8, 9),
            Tuple.of(2, 10),
            Tuple.of(3, 11),
            Tuple.of(2, 12),
            Tuple.of(2, 13),
            Tuple.of(3, 14));
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

  final void add(JournalEntry entry) {
    last = entry;
    bytes.add(JournalFixture.bytes(entry));
    int before = run.decisions.size();
    run.read(entry);
    run.decisions.subList(before, run.decisions.size()).forEach(venue::decided);
  }

  /** The same, for pipelines. */
  final boolean read(JournalEntry entry) {
    add(entry);
    return true;
  }

  /** Writes what the step says; nothing when it is about an order and none is open. */
  void play(Step step) {
    last = null;
    switch (step.kind()) {
      case 0 -> mark(step);
      case 1 -> clock(step);
      case 2 -> add(signal(step));
      case 3 -> venue.report(step).ifPresent(this::add);
      case 4 -> add(commands.command(step, time));
      case 5 -> add(commands.trip(step, time));
      case 6 -> snapshot(step);
      case 7 -> venue.cancelNext().ifPresent(this::add);
      case 8 -> surprise(step);
      case 10 -> add(takeBack(step));
      case 11 -> add(instead(step));
      case 12 -> add(shrink(step));
      case 13 -> venue.amendNext().ifPresent(this::add);
      case 14 -> add(pair(step));
      default -> exitReturns();
    }
  }

  /** Ends all orders that are open. */
  void endAll() {
    for (Optional<ExecutionReport> end = venue.endNext(); end.isPresent(); end = venue.endNext()) {
      add(end.get());
    }
  }

  private void mark(Step step) {
    time += step.a() * SECOND / 2_000;
    String instrument = INSTRUMENTS.get(step.c() % 3 == 0 ? 1 : 0);
    long price = price(instrument);
    long moved = price + (step.b() % 201 - 100) * (price / (step.c() % 50 == 0 ? 500 : 2_000));
    prices.put(instrument, Math.max(Fixed8.ONE, moved));
    add(journal.mark(instrument, Fixed8.format(price(instrument)), time));
  }

  /** Half a minute at most, but now and then hours. */
  private void clock(Step step) {
    time += step.a() * (step.b() % 25 == 0 ? 4 * SECOND : SECOND / 300);
    add(journal.clock(time));
  }

  /** What a strategy says. */
  Signal signal(Step step) {
    SizingMode mode = mode(step.b());
    Side side = mode == SizingMode.CLOSE_POSITION || step.b() % 4 == 0 ? Side.SELL : Side.BUY;
    List<String> sizes = SIZES.get(mode);
    boolean limit = step.c() % 3 == 0;
    String instrument = INSTRUMENTS.get(step.a() / 7 % 3 == 0 ? 1 : 0);
    long price = price(instrument);
    long limitPrice = price + (step.c() % 101 - 50) * (price / 1_000);
    Signal signal =
        journal.signal(
            instrument,
            STRATEGIES[step.a() % STRATEGIES.length],
            step.a() % 5 < 2 ? NEIGHBOUR : ACCOUNT,
            side,
            mode,
            // The largest sizes are the rarest.
            sizes.get(Math.min(step.c() % sizes.size(), step.c() / 7 % sizes.size())),
            limit ? OrderType.LIMIT : OrderType.MARKET,
            limit ? Fixed8.format(limitPrice) : "0");
    Signal typed = typed(signal, limit, step.b() / 7, price);
    Signal sure = JournalFixture.with(typed, step.b() / 12 % 8 == 0 ? 0.5 : 1);
    Signal signed = JournalFixture.with(sure, protection(step, price), SignalOrigin.STRATEGY);
    return worked(signed, step);
  }

  /** Some are worked in slices or by what shows, if they can be. */
  static Signal worked(Signal signal, Step step) {
    Execution how =
        step.a() / 11 % 2 == 0
            ? new Execution.Twap(SECOND * (3 + step.c() % 60), 1 + step.b() % 6)
            : new Execution.Iceberg(Fixed8.ONE / 10 * (2 + step.c() % 20));
    boolean wanted = step.a() / 22 % 3 == 0 && how.suits(signal.orderType(), signal.inForce());
    return wanted ? signal.worked(how) : signal;
  }

  /** A strategy takes back an order that works, not always its own, or all of its own. */
  private Signal takeBack(Step step) {
    Signal signal = signal(step).worked(null);
    List<WorkingOrder> orders =
        List.copyOf(run.account(signal.account()).orders().of(signal.instrument()).values());
    boolean all = step.b() % 4 == 0 || orders.isEmpty();
    return signal.about(
        SignalTarget.cancel(
            all ? SignalTarget.ALL : orders.get(step.c() % orders.size()).signal()));
  }

  /** A strategy wants an order in the place of one that works, mostly of its own. */
  private Signal instead(Step step) {
    Signal signal = signal(step).worked(null);
    List<WorkingOrder> orders =
        run.account(signal.account()).orders().of(signal.instrument()).values().stream()
            .filter(o -> step.c() % 5 == 0 || o.strategy().equals(signal.strategy()))
            .toList();
    long earlier = orders.isEmpty() ? 1 : orders.get(step.c() % orders.size()).signal();
    return signal.about(SignalTarget.replace(Math.max(1, earlier)));
  }

  /** A strategy wants two orders of which one cancels the other. */
  Signal pair(Step step) {
    Side side = step.b() % 3 == 0 ? Side.SELL : Side.BUY;
    boolean closes = side == Side.SELL && step.b() % 2 == 0;
    String instrument = INSTRUMENTS.get(step.a() / 7 % 3 == 0 ? 1 : 0);
    List<String> sizes = SIZES.get(SizingMode.BASE_QUANTITY);
    return paired(
        journal.signal(
            instrument,
            STRATEGIES[step.a() % STRATEGIES.length],
            step.a() % 5 < 2 ? NEIGHBOUR : ACCOUNT,
            side,
            closes ? SizingMode.CLOSE_POSITION : SizingMode.BASE_QUANTITY,
            closes ? "0" : sizes.get(Math.min(step.c() % sizes.size(), step.c() / 7 % 6)),
            OrderType.MARKET,
            "0"),
        step);
  }

  /** The same on both sides of the price. */
  final Signal paired(Signal signal, Step step) {
    long price = price(signal.instrument());
    long away = price / 200 * (1 + step.c() % 7);
    boolean buys = signal.side() == Side.BUY;
    long far = buys ? price + away : price - away;
    return JournalFixture.paired(
        signal, buys ? price - away : price + away, new StopLeg(far, step.c() % 2 == 0 ? 0 : far));
  }

  /** A strategy wants an order that works smaller, mostly its own, and not always smaller. */
  private Signal shrink(Step step) {
    String account = ACCOUNTS.get(step.a() % 2);
    List<WorkingOrder> orders =
        INSTRUMENTS.stream()
            .flatMap(i -> run.account(account).orders().of(i).values().stream())
            .toList();
    if (orders.isEmpty()) {
      return takeBack(step);
    }
    WorkingOrder order = orders.get(step.c() % orders.size());
    long size = order.size() * (step.b() % 11) / 10;
    String strategy =
        step.b() % 7 == 0
            ? STRATEGIES[step.a() / 2 % STRATEGIES.length]
            : order.strategy().replace("-" + account, "");
    return journal
        .signal(
            order.instrument(),
            strategy,
            account,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            Fixed8.format(size),
            OrderType.MARKET,
            "0")
        .about(SignalTarget.amend(Math.max(1, order.signal())));
  }

  /**
   * Most are plain; the others wait for a price, not always one that is still to come, or end soon.
   */
  private static Signal typed(Signal signal, boolean limit, int chance, long price) {
    if (limit && chance % 5 == 0) {
      return signal.as(OrderType.LIMIT, chance % 2 == 0 ? TimeInForce.IOC : TimeInForce.FOK);
    } else if (limit && chance % 5 == 1) {
      return signal.as(OrderType.LIMIT_MAKER, TimeInForce.GTC);
    } else if (chance % 5 != 2) {
      return signal;
    }
    boolean stop = chance / 5 % 2 == 0;
    OrderType atTheMarket = stop ? OrderType.STOP_LOSS : OrderType.TAKE_PROFIT;
    OrderType atALimit = stop ? OrderType.STOP_LOSS_LIMIT : OrderType.TAKE_PROFIT_LIMIT;
    boolean above = atTheMarket.triggersAbove(signal.side()) != (chance / 10 % 8 == 0);
    return signal.beginning(limit ? atALimit : atTheMarket, price + (above ? price : -price) / 50);
  }

  private static SizingMode mode(int chance) {
    return switch (chance % 9) {
      case 0, 1, 2 -> SizingMode.BASE_QUANTITY;
      case 3 -> SizingMode.QUOTE_AMOUNT;
      case 4, 5 -> SizingMode.EXACT_QUOTE_AMOUNT;
      case 6, 7 -> SizingMode.PERCENT_OF_EQUITY;
      default -> SizingMode.CLOSE_POSITION;
    };
  }

  /** Each exit is there or not; all are near enough to be reached now and then. */
  static Protection protection(Step step, long price) {
    long near = price / 100 * (1 + step.a() % 6);
    int which = step.c() / 20 % 8;
    return new Protection(
        (which & 1) == 0 ? 0 : price - near,
        (which & 2) == 0 ? 0 : price + near,
        (which & 4) == 0 ? 0 : near);
  }

  /** The oldest signal of the gate's own that is on its way arrives in the journal. */
  final boolean exitReturns() {
    if (exitsReturned == run.exits.size()) {
      return false;
    }
    add(run.exits.get(exitsReturned++));
    return true;
  }

  /** Signals of the gate's own that have not arrived yet. */
  int exitsOnTheWay() {
    return run.exits.size() - exitsReturned;
  }

  /** What the venue has: as the ledger, or with a difference, the last one or another. */
  private void snapshot(Step step) {
    String account = ACCOUNTS.get(step.a() % 2);
    AccountLedger ledger = run.state().book.account(account).orElseThrow();
    if (step.b() % 4 == 0) {
      differences.put(account, (step.c() % 200 - 100) * Fixed8.ONE / 100);
    } else if (step.b() % 4 == 1) {
      differences.put(account, 0L);
    }
    SortedMap<String, String> balances = new TreeMap<>();
    ledger.balances().forEach((asset, amount) -> balances.put(asset, Fixed8.format(amount)));
    String asset = step.c() % 2 == 0 ? "BTC" : "USD";
    long amount = ledger.balance(asset) + differences.getOrDefault(account, 0L);
    balances.put(asset, Fixed8.format(amount));
    add(journal.account(account, balances));
  }

  /** What seldom happens: a halt of trading at the venue, an order that somebody else placed. */
  private void surprise(Step step) {
    switch (step.a() % 4) {
      case 0 -> add(journal.instrument(INSTRUMENTS.get(step.b() % 2), step.c() % 3 > 0));
      case 1 -> {
        strangers.add("by-hand-" + bytes.size());
        add(UnknownDrills.foreign(strangers.getLast(), 1, ExecutionType.ACCEPTED));
      }
      default -> {
        if (!strangers.isEmpty()) {
          add(UnknownDrills.foreign(strangers.poll(), 2, ExecutionType.CANCELED));
        }
      }
    }
  }

  /** The order's decision, for the reports in the journal. */
  Decision decision(ExecutionReport report) {
    return run.decisions.stream()
        .filter(
            d ->
                d.approvedOrder().stream()
                    .flatMap(o -> o.legs().stream())
                    .map(OrderIntent::clientOrderId)
                    .anyMatch(report.clientOrderId()::equals))
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

  /** The last mark of an instrument. */
  final long price(String instrument) {
    return prices.get(instrument);
  }

  final long time() {
    return time;
  }

  /** A command with the next number of its person, and its signatures. */
  final void say(OperatorCommand unsigned) {
    add(DeskFixture.signed(commands.numbered(unsigned)));
  }

  /** Time passes, with the same prices. */
  final void pass(long micros) {
    time += micros;
    INSTRUMENTS.forEach(i -> add(journal.mark(i, Fixed8.format(price(i)), time)));
  }
}
