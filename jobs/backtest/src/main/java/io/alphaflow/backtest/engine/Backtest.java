package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.bars.BarRollup;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.GroupMachine;
import io.alphaflow.signals.instance.LegEvent;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.signals.partition.ChangeCheck;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run over history: bars or trades of one or several instruments in the order of their time, one
 * pass for all variants. Strategies see what they would see on the running desk, and share equal
 * indicators; each variant has an account of its own, and nothing that one does changes what
 * happens to another.
 *
 * <p>Of a bar the price is taken to go as {@link BarPath} says; protective exits fire at their
 * level on that way. An order that a bar leads to is placed as {@link OrderTiming} says.
 *
 * <p>Deterministic: a function of options and events. Memory: what the strategies, the gate and the
 * ledger need; the orders of each variant; with {@link BacktestOptions#detail} the curves and
 * fills.
 */
public final class Backtest implements EventSink {

  private final BacktestOptions options;
  private final Map<String, Prices> prices = new LinkedHashMap<>();
  private final PriorityQueue<Bar> open =
      new PriorityQueue<>(Comparator.comparingLong(Bar::closeTime).thenComparing(Bar::instrument));
  private final List<DataGap> gaps = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final SortedMap<String, GroupMachine> groups = new TreeMap<>();
  private final TradingDesk desk;
  private final Desk strategies;
  private final PartitionMachine machine;
  private final LogOutput out = new Out();
  private final boolean atClose;
  private final BarPath path;
  private final String benchmark;
  private long tradesFrom = Long.MIN_VALUE;
  private boolean started;
  private boolean first;
  private boolean closing;
  private long from;
  private long to;
  private long events;
  private long nextSample = Long.MAX_VALUE;

  /** When the next day begins at whose end something is to be paid. */
  private long nextDay = Long.MAX_VALUE;

  private long sampled = Long.MIN_VALUE;

  /**
   * A run that has seen nothing.
   *
   * @param catalog the kinds of strategies
   * @param bars whether the events are bars; trades if not
   * @throws IllegalArgumentException when instances and listings do not fit
   */
  public Backtest(BacktestOptions options, StrategyCatalog catalog, boolean bars) {
    this(options, catalog, bars, Optional.empty());
  }

  /**
   * A run over trades that is like a running desk, and is told of all that its trade log holds.
   *
   * @param like the desk
   */
  public Backtest(BacktestOptions options, StrategyCatalog catalog, PaperDesk like) {
    this(options, catalog, false, Optional.of(like));
  }

  private Backtest(
      BacktestOptions options, StrategyCatalog catalog, boolean bars, Optional<PaperDesk> like) {
    this.options = options;
    Set<List<Object>> timings = new LinkedHashSet<>();
    List<StrategyInstance> instances = new ArrayList<>();
    for (Variant variant : options.variants()) {
      instances.addAll(variant.instances());
      timings.add(List.of(variant.fills().timing(), variant.fills().path()));
    }
    if (timings.size() > 1) {
      throw new IllegalArgumentException(
          "variants of one run have the same order timing and path within bars");
    }
    if (options.variants().stream().mapToLong(v -> v.fills().reservedFee()).distinct().count()
        > 1) {
      // The gate reserves the same share for all of them.
      throw new IllegalArgumentException("variants of one run have the same fees in quote");
    }
    if (bars && options.variants().stream().anyMatch(v -> v.fills().isShadow())) {
      throw new IllegalArgumentException("bars have no book to be filled by");
    }
    FillRules fills = options.variants().get(0).fills();
    atClose = fills.timing() == OrderTiming.CLOSE;
    path = fills.path();
    for (Listing listing : options.listings()) {
      prices.put(listing.id().toString(), new Prices(listing));
    }
    benchmark = options.listings().get(0).id().toString();
    desk = new TradingDesk(options, prices, !bars, like, alerts::add);
    strategies = new Desk(catalog, instances, List.of());
    List<String> accounts = options.variants().stream().map(Variant::account).toList();
    String venue = options.listings().get(0).id().venue();
    ChangeCheck none = new ChangeCheck(List.of(), catalog, accounts, venue);
    machine =
        PartitionMachine.restore(
            0, 1, strategies, like.map(PaperDesk::changes).orElse(none), Map.of());
  }

  /**
   * Nothing is traded, and nothing of the result begins, before this time, epoch microseconds UTC:
   * what lies before it warms the strategies up, and what they ask for then is forgotten.
   */
  public Backtest tradingFrom(long time) {
    tradesFrom = time;
    return this;
  }

  /**
   * The next bar, of the finest interval that there is of its instrument; bars come in the order of
   * their opening times.
   */
  @Override
  public void bar(Bar bar) {
    start(bar.openTime(), bar.closeTime() - bar.openTime());
    closeUntil(bar.openTime());
    gap(bar);
    open(bar);
    open.add(bar);
    count(bar.openTime());
    to = Math.max(to, bar.closeTime());
  }

  /** The next trade; trades come in the order of their times. */
  @Override
  public void trade(Trade trade) {
    long time = trade.exchangeTime();
    start(time, 1_000_000);
    reach(time);
    Prices of = prices.get(trade.instrument());
    of.listing().check(trade.price());
    of.next(trade.price(), trade.quantity());
    of.traded(time, trade.quantity());
    sampleStart(time);
    desk.trade(of);
    if (time - of.lastMark >= options.markInterval()) {
      of.lastMark = time;
      desk.mark(of, trade.tradeId());
    }
    if (options.detail() && time >= tradesFrom) {
      of.history.trade(time, trade.price(), trade.quantity());
    }
    machine.take(trade, out);
    count(time);
    to = time;
  }

  /**
   * The next change of a recorded book, which matters to variants that are filled by it; it comes
   * in the order of time with the trades.
   */
  @Override
  public void book(BookChange change) {
    Prices of = prices.get(change.instrument());
    if (!started) {
      of.depth().apply(change);
      return;
    }
    reach(change.time());
    of.depth().apply(change);
    desk.bookChanged(of);
  }

  /** The next entry of a trade log: a trade, or what else strategies hear there. */
  public void market(MarketEntry entry) {
    if (entry instanceof Trade trade) {
      trade(trade);
    } else {
      machine.take(entry, out);
    }
  }

  /** There are no more events. */
  public void finish() {
    closeUntil(Long.MAX_VALUE);
    endDays(to);
    desk.finish();
    if (started && sampled < to - 1 && to > tradesFrom) {
      sample(to - 1);
    }
  }

  private void count(long time) {
    if (time >= tradesFrom) {
      from = events == 0 ? time : from;
      events++;
    }
  }

  private void start(long time, long length) {
    if (started) {
      return;
    }
    started = true;
    desk.open(time, options);
    first = true;
    nextSample = (Math.floorDiv(time, options.sampleInterval()) + 1) * options.sampleInterval();
    if (options.variants().stream().anyMatch(v -> v.fills().borrowRate() > 0)) {
      nextDay = (Math.floorDiv(time, Borrowing.DAY) + 1) * Borrowing.DAY;
    }
    prices.values().forEach(of -> of.history = new PriceHistory(of.instrument(), length));
  }

  /** Market time is now this; what lies before it is over. */
  private void reach(long time) {
    endDays(Math.min(time, nextSample));
    if (time >= nextSample) {
      desk.advance(nextSample - 1);
      if (nextSample > tradesFrom) {
        sample(nextSample - 1);
      }
      nextSample = (Math.floorDiv(time, options.sampleInterval()) + 1) * options.sampleInterval();
    }
    endDays(time);
    desk.advance(time);
  }

  /** Days that are over at a time: nothing in them is to come. */
  private void endDays(long time) {
    while (nextDay <= time) {
      desk.advance(nextDay - 1);
      desk.dayEnds();
      nextDay += Borrowing.DAY;
    }
  }

  private void sample(long time) {
    sampled = time;
    double price = Fixed8.toDouble(prices.get(benchmark).price());
    for (Account account : desk.accounts()) {
      AccountLedger ledger = desk.book().account(account.id()).orElseThrow();
      account.recorder().sample(ledger, prices, time, price);
    }
  }

  /** What the account is worth before anything happens, once there is a price. */
  private void sampleStart(long time) {
    if (first && time >= tradesFrom && prices.get(benchmark).count() > 0) {
      first = false;
      sample(time);
    }
  }

  private void gap(Bar bar) {
    Prices of = prices.get(bar.instrument());
    long before = of.lastClose;
    of.lastClose = bar.closeTime();
    long length = bar.closeTime() - bar.openTime();
    if (before != Prices.NEVER && bar.openTime() > before && before >= tradesFrom) {
      gaps.add(
          new DataGap(
              bar.instrument(), before, bar.openTime(), (bar.openTime() - before) / length));
    }
  }

  private void open(Bar bar) {
    reach(bar.openTime());
    Prices of = prices.get(bar.instrument());
    of.listing().check(bar.high());
    long quantity = quantity(bar);
    of.next(bar.open(), quantity);
    of.begins(bar.volume());
    sampleStart(bar.openTime());
    desk.trade(of);
    desk.mark(of, 0);
    if (!of.waiting.isEmpty()) {
      List<Signal> due = List.copyOf(of.waiting);
      of.waiting.clear();
      due.forEach(desk::signal);
      // What was bought beyond one of its levels is sold at once.
      desk.tellExits(of);
    }
  }

  private void closeUntil(long time) {
    while (!open.isEmpty() && open.peek().closeTime() <= time) {
      close(open.poll());
    }
  }

  private void close(Bar bar) {
    // It happened in the bar, so before the time that the next one begins with.
    reach(bar.closeTime() - 1);
    Prices of = prices.get(bar.instrument());
    long quantity = quantity(bar);
    boolean lowFirst = path.isLowFirst(bar);
    long first = lowFirst ? bar.low() : bar.high();
    long second = lowFirst ? bar.high() : bar.low();
    step(of, bar.open(), first, quantity);
    step(of, first, second, quantity);
    step(of, second, bar.close(), quantity);
    desk.mark(of, 0);
    if (options.detail() && bar.openTime() >= tradesFrom) {
      of.history.bar(bar);
    }
    closing = true;
    machine.take(bar, out);
    if (of.rollups == null) {
      of.rollups = rollups(bar);
    }
    of.rollups.forEach(rollup -> rollup.add(bar));
    closing = false;
  }

  private void step(Prices of, long before, long price, long quantity) {
    desk.meetExits(of, before, price, quantity);
    of.next(price, quantity);
    desk.walk(of, before);
    desk.tellExits(of);
  }

  /** A quarter at each of its four prices, so that no more is filled than was traded. */
  private static long quantity(Bar bar) {
    return bar.volume() > 0 ? Math.max(1, bar.volume() / 4) : Fixed8.of(1_000_000);
  }

  /** What makes the coarser bars that strategies want of an instrument. */
  private List<BarRollup> rollups(Bar bar) {
    return strategies.configured().stream()
        .filter(i -> i.trades(bar.instrument()) && !i.interval().equals(bar.interval()))
        .map(i -> BarSpec.parse(i.interval()))
        .distinct()
        .sorted(Comparator.comparingLong(BarSpec::size))
        .map(spec -> new BarRollup(spec, b -> machine.take(b, out)))
        .toList();
  }

  /** Gate, venues and ledger as they stand. */
  TradingDesk desk() {
    return desk;
  }

  /** Time of the first event, epoch microseconds UTC. */
  public long from() {
    return from;
  }

  /** Time of the last event. */
  public long to() {
    return to;
  }

  /** How many events there were. */
  public long events() {
    return events;
  }

  /** Stretches without a bar. */
  public List<DataGap> gaps() {
    return List.copyOf(gaps);
  }

  /** What strategies and circuit breakers told: why one was stopped, for example. */
  public List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** Prices for charts. */
  public List<PriceBars> priceBars() {
    return started ? prices.values().stream().map(of -> of.history.bars()).toList() : List.of();
  }

  /** What became of each variant, in their order. */
  public List<VariantResult> results() {
    return desk.accounts().stream().map(VariantResult::of).toList();
  }

  /** All of that. */
  public RunResult result() {
    return new RunResult(results(), from, to, events, gaps, priceBars(), alerts);
  }

  private final class Out implements LogOutput {

    @Override
    public void signal(Signal signal) {
      if (desk.time() < tradesFrom) {
        return;
      }
      if (closing && !atClose) {
        prices.get(signal.instrument()).waiting.add(signal);
      } else {
        desk.signal(signal);
      }
    }

    @Override
    public void alert(Alert alert) {
      alerts.add(alert);
    }

    @Override
    public void refused(StrategyChange change, String reason) {
      // The running desk refused it, too, and told its person.
    }

    @Override
    public void leg(LegEvent event) {
      groups
          .computeIfAbsent(event.group(), id -> GroupMachine.create(id, strategies))
          .take(event, this);
    }
  }
}
