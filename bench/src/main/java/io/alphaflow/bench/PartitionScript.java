package io.alphaflow.bench;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes one partition of a journal as a market, strategies and a venue would. Every second of
 * logical time each instrument has a mark and the clock ticks once, and every minute the venue
 * states the balances of each account; meanwhile strategies go in and out of their instruments, and
 * the venue accepts and fills what a gate, which reads along, approved. The same each time.
 */
final class PartitionScript implements GateOutput {

  private static final long START_MICROS = 1_700_049_600_000_000L;
  private static final long SECOND_MICROS = 1_000_000L;
  private static final long CENT = Fixed8.ONE / 100;
  private static final long STEP = Fixed8.ONE / 10_000;
  private static final long OPENING_CASH = Fixed8.of(1_000_000);
  private static final int STRATEGIES = 2;
  private static final int STATEMENT_SECONDS = 60;
  private static final int INSTRUMENTS_OF_AN_ACCOUNT = 5;

  /** A strategy instance in one instrument. */
  private static final class Trader {
    final String account;
    final String strategy;
    final int instrument;
    long held;
    int sales;
    boolean ordered;

    Trader(String account, String strategy, int instrument) {
      this.account = account;
      this.strategy = strategy;
      this.instrument = instrument;
    }
  }

  /** What the venue does next with an order. */
  private record VenueStep(Trader trader, Decision decision, long sequence, ExecutionType type) {}

  private final int partition;
  private final Random random;
  private final Gate gate;
  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final List<Trader> traders = new ArrayList<>();
  private final List<String> accounts = new ArrayList<>();
  private final Deque<VenueStep> venue = new ArrayDeque<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, SortedMap<String, Long>> balances = new HashMap<>();
  private final long[] prices = new long[GateDesk.INSTRUMENTS];
  private final List<byte[]> written = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private long time = START_MICROS;
  private long trades;

  /**
   * A script.
   *
   * @param accounts that belong to the partition
   */
  PartitionScript(int partition, List<String> accounts, RiskOptions options) {
    this.partition = partition;
    this.random = new Random(partition);
    this.gate = new Gate(options);
    this.accounts.addAll(accounts);
    for (int a = 0; a < accounts.size(); a++) {
      for (int i = 0; i < INSTRUMENTS_OF_AN_ACCOUNT; i++) {
        int instrument = (a * 3 + i * 4) % GateDesk.INSTRUMENTS;
        for (int s = 0; s < STRATEGIES; s++) {
          String strategy = (s == 0 ? "trend-" : "reversion-") + accounts.get(a);
          traders.add(new Trader(accounts.get(a), strategy, instrument));
        }
      }
    }
  }

  /** Writes so many entries. */
  List<byte[]> write(int count) {
    open();
    while (written.size() < count) {
      second();
    }
    return List.copyOf(written.subList(0, count));
  }

  /** What the gate that reads along decided, about a second more than {@link #write} gave. */
  List<Decision> decisions() {
    return decisions;
  }

  private void open() {
    for (int i = 0; i < prices.length; i++) {
      prices[i] = start(i);
      add(rules(i));
      add(mark(i));
    }
    for (String account : accounts) {
      balances.put(account, new TreeMap<>(Map.of("USD", OPENING_CASH)));
      add(statement(account));
    }
  }

  /** What the venue says that an account has. */
  private AccountSnapshot statement(String account) {
    List<AssetBalance> stated = new ArrayList<>();
    balances.get(account).forEach((asset, total) -> stated.add(new AssetBalance(asset, total, 0)));
    return new AccountSnapshot(account, next("account/" + account), time, stated);
  }

  private void book(Trader trader, OrderIntent order, long price, long fee) {
    boolean buy = order.side() == Side.BUY;
    long paid = Fixed8.multiply(order.quantity(), price, RoundingMode.HALF_UP);
    SortedMap<String, Long> of = balances.get(trader.account);
    of.merge("C" + trader.instrument, buy ? order.quantity() : -order.quantity(), Long::sum);
    of.merge("USD", (buy ? -paid : paid) - fee, Long::sum);
  }

  /** From 7 to 60,000. */
  private static long start(int instrument) {
    return Math.round(7 * Math.pow(60_000 / 7.0, instrument / 19.0) * 100) * CENT;
  }

  /** A fifth of all entries are signals, when an order has two reports. */
  private void second() {
    time += SECOND_MICROS;
    List<Runnable> events = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      int instrument = i;
      events.add(() -> add(moved(instrument)));
    }
    events.add(() -> add(new ClockTick("sim", next("clock"), time)));
    int second = (int) (time / SECOND_MICROS % STATEMENT_SECONDS);
    for (int a = second; a < accounts.size(); a += STATEMENT_SECONDS) {
      String account = accounts.get(a);
      events.add(() -> add(statement(account)));
    }
    for (int i = 0; i < prices.length / 2; i++) {
      events.add(this::signal);
    }
    Collections.shuffle(events, random);
    for (Runnable event : events) {
      event.run();
      for (int i = random.nextInt(3); i > 0 && !venue.isEmpty(); i--) {
        report(venue.remove());
      }
    }
  }

  private void add(JournalEntry entry) {
    byte[] bytes = codec.encode(entry);
    gate.read(bytes, partition, written.size(), this);
    written.add(bytes);
  }

  private long next(String producer) {
    return sequences.merge(producer, 1L, Long::sum);
  }

  private Instrument rules(int number) {
    return new Instrument(
        GateDesk.instrument(number),
        1,
        "C" + number + "USD",
        "C" + number,
        "USD",
        CENT,
        CENT,
        Fixed8.of(1_000_000),
        STEP,
        STEP,
        Fixed8.of(1_000_000),
        Fixed8.of(10),
        true,
        0);
  }

  /** A step of at most a twentieth of a percent, never farther than 8 % from the start. */
  private Mark moved(int number) {
    long price = prices[number] + Math.round(prices[number] * (random.nextDouble() - 0.5) / 1_000);
    long start = start(number);
    long bounded = Math.max(start / 100 * 92, Math.min(start / 100 * 108, price));
    prices[number] = Math.max(CENT, Math.round(bounded / (double) CENT) * CENT);
    return mark(number);
  }

  private Mark mark(int number) {
    String instrument = GateDesk.instrument(number);
    return new Mark(instrument, next("mark/" + instrument), prices[number], ++trades, time);
  }

  private void signal() {
    Trader trader = traders.get(random.nextInt(traders.size()));
    if (trader.ordered) {
      return;
    }
    int before = decisions.size();
    add(signal(trader));
    Decision decision = decisions.get(before);
    if (decision.outcome() == Outcome.APPROVED) {
      trader.ordered = true;
      boolean cancelled = decision.order().orderType() == OrderType.LIMIT && random.nextInt(8) == 0;
      venue.add(new VenueStep(trader, decision, 1, ExecutionType.ACCEPTED));
      ExecutionType end = cancelled ? ExecutionType.CANCELED : ExecutionType.FILL;
      venue.add(new VenueStep(trader, decision, 2, end));
    }
  }

  private Signal signal(Trader trader) {
    String instrument = GateDesk.instrument(trader.instrument);
    long price = prices[trader.instrument];
    boolean buy = trader.held == 0;
    boolean limit = random.nextInt(10) < 3;
    SizingMode mode = mode(buy);
    Map<String, Double> indicators = new LinkedHashMap<>();
    indicators.put("fast", Fixed8.toDouble(price) * (1 + random.nextDouble() / 100));
    indicators.put("slow", Fixed8.toDouble(price));
    boolean isProtected = buy && random.nextInt(4) == 0;
    return new Signal(
        trader.strategy,
        trader.account,
        instrument,
        next("signal/" + trader.strategy + "/" + instrument),
        time,
        buy ? Side.BUY : Side.SELL,
        mode,
        size(mode, trader, price),
        limit ? OrderType.LIMIT : OrderType.MARKET,
        limit ? price / CENT * CENT : 0,
        random.nextInt(25) == 0 ? 0.05 : 0.5 + random.nextInt(50) / 100.0,
        buy ? "cross-up" : "cross-down",
        trades,
        indicators,
        isProtected ? new Protection(price / 2, 0, price / 2) : Protection.NONE,
        SignalOrigin.STRATEGY);
  }

  private SizingMode mode(boolean buy) {
    int choice = random.nextInt(10);
    if (!buy) {
      return SizingMode.BASE_QUANTITY;
    }
    return choice < 5
        ? SizingMode.BASE_QUANTITY
        : choice < 8 ? SizingMode.QUOTE_AMOUNT : SizingMode.PERCENT_OF_EQUITY;
  }

  private long size(SizingMode mode, Trader trader, long price) {
    if (trader.held != 0) {
      // A little less each time: an equal order would be a duplicate.
      return trader.held - trader.sales++ * STEP;
    }
    long amount = Fixed8.of(500 + random.nextInt(4_000));
    return switch (mode) {
      case QUOTE_AMOUNT -> amount;
      case PERCENT_OF_EQUITY -> Fixed8.ONE / 20 + random.nextInt(40) * CENT;
      default -> Fixed8.divide(amount, price, RoundingMode.DOWN);
    };
  }

  private void report(VenueStep step) {
    OrderIntent order = step.decision.order();
    long price = order.limitPrice() == 0 ? prices[step.trader.instrument] : order.limitPrice();
    boolean fill = step.type == ExecutionType.FILL;
    long fee = fill ? Fixed8.multiply(order.quantity(), price, RoundingMode.UP) / 1_000 : 0;
    if (step.sequence == 2) {
      step.trader.ordered = false;
    }
    if (fill) {
      step.trader.held = order.side() == Side.BUY ? order.quantity() : 0;
      step.trader.sales = 0;
      book(step.trader, order, price, fee);
    }
    add(
        new ExecutionReport(
            step.trader.account,
            step.trader.strategy,
            step.decision.instrument(),
            order.clientOrderId(),
            step.decision.sequence(),
            step.sequence,
            step.type,
            order.side(),
            order.quantity(),
            Long.toString(step.decision.sequence()),
            fill ? ++trades : 0,
            fill ? order.quantity() : 0,
            fill ? price : 0,
            fill ? order.quantity() : 0,
            fee,
            fill ? "USD" : "",
            order.limitPrice() != 0,
            step.sequence == 2,
            time,
            ""));
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public void signal(Signal signal) {
    throw new IllegalStateException("no exit is near enough: " + signal);
  }

  @Override
  public void alert(Alert alert) {
    throw new IllegalStateException(alert.toString());
  }

  @Override
  public void breakerEvent(BreakerEvent event) {}

  @Override
  public void refused(String code, String reason) {
    throw new IllegalStateException(reason);
  }
}
