package io.alphaflow.backtest.engine;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Signal;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.CountBreakers;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gate, venues and ledger: one journal, in which every entry is worked off before the next. What
 * the gate approves goes to the venue of its account, what the venue reports goes into the journal.
 */
final class TradingDesk {

  /** Snapshots are made for fills only: marks are sampled by the run. */
  private static final Duration NEVER = Duration.ofDays(100_000);

  /** What the gate tells of a circuit breaker. */
  private static final String TRIPPED = "BREAKER_TRIPPED";

  /** An entry of the journal, and who still has to hear it. */
  private record Entry(JournalEntry entry, boolean forGate, boolean forBook) {}

  /** Something that is on its way to a venue, or from there. */
  private record Due(long time, long number, boolean isReport, Runnable action) {}

  private final Map<String, Prices> prices;
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
  private final Gate gate;
  private final PnlBook book = new PnlBook();
  private final PnlOptions booking;
  private final Borrowing borrowing;
  private final CountBreakers breakers;
  private final Consumer<Alert> alerts;
  private final Consumer<PnlSnapshot> snapshots = this::booked;
  private final GateOutput answers = new Answers();
  private final Witness witness;
  private final boolean delays;
  private final boolean limited;
  private long offset;
  private long actions;
  private long now;
  private Signal heard;
  private boolean working;
  private boolean everyMark;
  private boolean protects;

  /** Whether the gate is told a price that is not in the journal. */
  private boolean onTheWay;

  /**
   * A desk.
   *
   * @param delays whether orders take the time that their fill rules say
   * @param like whose gate it has; empty for one that is told only what the options say
   * @param alerts take what a person should know
   */
  TradingDesk(
      BacktestOptions options,
      Map<String, Prices> prices,
      boolean delays,
      Optional<PaperDesk> like,
      Consumer<Alert> alerts) {
    this.prices = prices;
    this.alerts = alerts;
    this.delays = delays;
    this.limited = options.hasLimits();
    Map<String, String> currencies = new TreeMap<>();
    long fee = 0;
    this.everyMark = options.everyMark();
    for (Variant variant : options.variants()) {
      currencies.put(variant.account(), options.currency());
      fee = Math.max(fee, variant.fills().reservedFee());
      accounts.put(variant.account(), account(variant, accounts.size(), options));
    }
    RiskOptions own = risk(options, currencies, fee);
    gate = new Gate(like.map(PaperDesk::risk).orElse(own));
    witness = like.map(PaperDesk::witness).orElse(Witness.NONE);
    breakers = new CountBreakers(options.breakers());
    borrowing = new Borrowing(options.currency());
    booking = new PnlOptions(NEVER, currencies, 1);
  }

  private Account account(Variant variant, int number, BacktestOptions options) {
    Venue venue =
        new Venue(
            variant.account(),
            variant.fills(),
            prices,
            options.currency(),
            options.cash(),
            options.shortSelling(),
            report -> answer(accounts.get(variant.account()), report),
            (instrument, any) -> {
              if (any) {
                prices.get(instrument).withOrders.put(number, accounts.get(variant.account()));
              } else {
                prices.get(instrument).withOrders.remove(number);
              }
            });
    return new Account(variant, venue, new Recorder(options.currency(), options.detail(), delays));
  }

  private static RiskOptions risk(
      BacktestOptions options, Map<String, String> currencies, long fee) {
    return new RiskOptions(
        "backtest",
        RunMode.PAPER,
        1,
        currencies,
        options.limits(),
        List.of(PermissionRule.ALL),
        Map.of(),
        VolatilityOptions.NONE,
        options.collar(),
        fee,
        BacktestOptions.NO_BREAKERS,
        List.of(),
        options.shortSelling() ? currencies.keySet() : Set.of());
  }

  /** Lists what is traded and opens the accounts. */
  void open(long time, BacktestOptions options) {
    now = time;
    for (Listing listing : options.listings()) {
      append(listing.instrument(time));
    }
    List<AssetBalance> balances = List.of(new AssetBalance(options.currency(), options.cash(), 0));
    for (Account account : accounts.values()) {
      append(new AccountSnapshot(account.id(), 1, time, balances));
    }
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  /** Market time, epoch microseconds UTC. */
  long time() {
    return now;
  }

  /** The last price of an instrument. */
  long price(String instrument) {
    return prices.get(instrument).price();
  }

  PnlBook book() {
    return book;
  }

  /** Market time is now this: what is under way to the venues and due before it arrives. */
  void advance(long time) {
    while (!due.isEmpty() && due.peek().time() <= time) {
      Due next = due.poll();
      now = Math.max(now, next.time());
      next.action().run();
    }
    now = Math.max(now, time);
  }

  /** There are no more events: what the venues told arrives, what was sent to them does not. */
  void finish() {
    while (!due.isEmpty()) {
      Due next = due.poll();
      if (next.isReport()) {
        now = Math.max(now, next.time());
        next.action().run();
      }
    }
  }

  /** The market traded at the last price: orders that are open may fill. */
  void trade(Prices of) {
    for (Account account : withOrders(of)) {
      account.venue().trade(of.instrument(), of.price(), of.quantity(), now);
    }
  }

  /** A UTC day is over: those who are short pay for it. */
  void dayEnds() {
    for (Account account : accounts.values()) {
      book.account(account.id())
          .ifPresent(of -> borrowing.charge(account, of, prices.values(), now, this::append));
    }
  }

  /** The recorded book changed. */
  void bookChanged(Prices of) {
    for (Account account : of.withOrders.values()) {
      account.venue().bookChanged(of.instrument());
    }
  }

  /** The price went from one to the last: orders that wait for one between them begin there. */
  void walk(Prices of, long from) {
    for (Account account : withOrders(of)) {
      walk(account.venue(), of, from);
    }
  }

  private void walk(Venue venue, Prices of, long from) {
    long to = of.price();
    long[] triggers = venue.triggers(of.instrument());
    Arrays.sort(triggers);
    for (int i = 0; i < triggers.length; i++) {
      long trigger = to > from ? triggers[i] : triggers[triggers.length - 1 - i];
      if (Math.min(from, to) < trigger && trigger < Math.max(from, to)) {
        venue.trade(of.instrument(), trigger, of.quantity(), now);
      }
    }
    venue.trade(of.instrument(), to, of.quantity(), now);
  }

  /**
   * The price goes from one to another: protective exits fire where it meets their level. Whoever
   * has one there has had his orders filled up to it; nobody else notices.
   */
  void meetExits(Prices of, long from, long to, long quantity) {
    if (!protects || of.holders.isEmpty()) {
      return;
    }
    SortedMap<Long, Set<String>> levels =
        new TreeMap<>(
            to > from ? Comparator.<Long>naturalOrder() : Comparator.<Long>reverseOrder());
    gate.exitLevels(
        of.instrument(),
        (account, level) -> {
          if (Math.min(from, to) < level && level < Math.max(from, to)) {
            levels.computeIfAbsent(level, l -> new TreeSet<>()).add(account);
          }
        });
    levels.forEach(
        (level, owners) -> {
          of.next(level, quantity);
          withOrders(of).stream()
              .filter(account -> owners.contains(account.id()))
              .forEach(account -> walk(account.venue(), of, from));
          tellExits(of, owners::contains);
        });
  }

  /** Protective exits hear the last price; the gate itself and the ledger do not. */
  void tellExits(Prices of) {
    tellExits(of, account -> true);
  }

  private void tellExits(Prices of, Predicate<String> accounts) {
    if (protects && !of.holders.isEmpty()) {
      onTheWay = true;
      // What fires is judged when all have heard it.
      working = true;
      gate.onTheWay(new Mark(of.instrument(), 0, of.price(), 0, now), accounts, 0, offset, answers);
      working = false;
      work();
      onTheWay = false;
    }
  }

  private static List<Account> withOrders(Prices of) {
    // What happens to the orders of one must not disturb the walk through the others.
    return of.withOrders.isEmpty() ? List.of() : List.copyOf(of.withOrders.values());
  }

  /**
   * There is a price that a running desk would be told. The gate hears it at once when anything in
   * it may depend on every price: limits, protective exits, orders that are worked in parts. If
   * not, it hears the last one before each signal, and the ledger every one while somebody holds
   * something: what is decided and booked is the same.
   */
  void mark(Prices of, long tradeId) {
    of.due(tradeId, now);
    if (everyMark) {
      tellGate(of);
      tellBook(of);
    } else if (!of.holders.isEmpty()) {
      tellBook(of);
    }
  }

  private void tellGate(Prices of) {
    entries.add(new Entry(of.forGate(), true, false));
    work();
  }

  private void tellBook(Prices of) {
    entries.add(new Entry(of.forBook(), false, true));
    work();
  }

  /** A strategy's signal; it is given when the feed has brought what led to it. */
  void signal(Signal signal) {
    Account account = accounts.get(signal.account());
    long latency = delays ? account.variant().fills().frictions().feedLatency() : 0;
    later(latency, false, account.fromFeed(), () -> given(signal));
  }

  private void given(Signal signal) {
    protects |= signal.protection().any();
    everyMark |= protects || signal.execution() != null;
    for (Prices of : prices.values()) {
      if (of.isUntoldToGate()) {
        tellGate(of);
      }
      // Whoever holds it hears prices when they are due: a signal of another changes nothing for
      // him.
      if (of.isUntoldToBook() && of.holders.isEmpty()) {
        tellBook(of);
      }
    }
    accounts.get(signal.account()).recorder().signal(signal);
    append(signal);
  }

  private void append(JournalEntry entry) {
    entries.add(new Entry(entry, true, true));
    work();
  }

  /** One after the other: what an entry leads to comes behind those that are there already. */
  private void work() {
    if (working) {
      return;
    }
    working = true;
    for (Entry next = entries.poll(); next != null; next = entries.poll()) {
      JournalEntry entry = next.entry();
      if (entry instanceof Signal signal) {
        heard = signal;
      }
      if (!(entry instanceof Mark)) {
        witness.entry(entry);
      }
      if (next.forGate()) {
        gate.apply(entry, 0, offset++, 0, answers);
      }
      if (next.forBook()) {
        book.apply(entry, 0, booking, snapshots);
      }
      if (entry instanceof ExecutionReport report) {
        told(report);
      }
    }
    working = false;
  }

  private void told(ExecutionReport report) {
    accounts.get(report.account()).recorder().reported(report);
    if (report.executionType() == ExecutionType.FILL) {
      AccountLedger ledger = book.account(report.account()).orElseThrow();
      if (ledger.quantity(report.instrument()) == 0) {
        prices.get(report.instrument()).holders.remove(report.account());
      } else {
        prices.get(report.instrument()).holders.add(report.account());
      }
    }
  }

  private void booked(PnlSnapshot snapshot) {
    accounts.get(snapshot.account()).recorder().booked(snapshot);
  }

  /** Something leaves for the venue of an account; it arrives after all that left before. */
  private void send(Account account, String key, Runnable action) {
    FillRules fills = account.variant().fills();
    long latency = delays ? fills.frictions().orderLatency(key, fills.entryLatency()) : 0;
    later(latency, false, account.toVenue(), action);
  }

  /** What a venue tells. */
  private void answer(Account account, ExecutionReport report) {
    long latency = delays ? account.variant().fills().frictions().responseLatency() : 0;
    if (latency == 0) {
      append(report);
      return;
    }
    later(
        latency,
        true,
        account.fromVenue(),
        () -> {
          if (report.last() || report.executionType().endsOrder()) {
            account.venue().told(report.clientOrderId());
          }
          append(report);
        });
  }

  private void later(long latency, boolean isReport, Account.Way way, Runnable action) {
    long time = way.arrival(now + latency);
    if (time == now) {
      action.run();
    } else {
      due.add(new Due(time, ++actions, isReport, action));
    }
  }

  private final class Answers implements GateOutput {

    @Override
    public void decision(Decision decision) {
      witness.decision(decision);
      Account account = accounts.get(decision.account());
      long arrival =
          onTheWay ? prices.get(decision.instrument()).price() : decision.inputs().mark();
      account.recorder().decided(decision, heard, arrival, now);
      if (decision.outcome() == Outcome.APPROVED) {
        Venue.Sent sent = account.venue().sent(decision);
        send(account, decision.order().clientOrderId(), () -> account.venue().place(sent, now));
      } else if (decision.outcome() == Outcome.CANCEL) {
        send(
            account,
            decision.id(),
            () -> decision.cancels().forEach(id -> account.venue().cancel(id, now)));
      } else if (decision.outcome() == Outcome.AMEND) {
        send(account, decision.id(), () -> account.venue().amend(decision, now));
      }
    }

    @Override
    public void readings(DecisionReadings readings) {
      if (limited) {
        accounts.get(readings.account()).recorder().measured(readings.readings());
      }
    }

    @Override
    public void signal(Signal signal) {
      append(signal);
    }

    @Override
    public void alert(Alert alert) {
      if (alert.code().equals(TRIPPED)) {
        alerts.accept(alert);
      }
    }

    /** A trip goes into the journal, behind what is there already. */
    @Override
    public void breakerEvent(BreakerEvent event) {
      breakers.take(atMarketTime(event)).forEach(TradingDesk.this::append);
    }

    /** The gate tells its events apart by microseconds, of which other variants have their part. */
    private BreakerEvent atMarketTime(BreakerEvent event) {
      return new BreakerEvent(
          event.kind(),
          event.partition(),
          now,
          event.account(),
          event.strategy(),
          event.instrument(),
          event.buy(),
          event.decisionSequence(),
          event.value(),
          event.low(),
          event.high());
    }

    @Override
    public void refused(String code, String reason) {
      throw new IllegalStateException(code + ": " + reason);
    }
  }
}
