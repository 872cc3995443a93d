package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.UnpricedAsset;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.NamedValues;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Balances, positions and P&amp;L of one account, exact, from its first snapshot, its fills and
 * what persons book. The risk gate and the P&amp;L job use this same class.
 *
 * <p>Amounts are in the account's currency. An asset is in the position of an instrument quoted in
 * the currency, or it is one of the other assets, which are valued by {@link Prices}. Positions in
 * instruments with another quote are kept in that quote and count nothing themselves: what they buy
 * and sell are other assets.
 */
public final class AccountLedger {

  private static final long SMALL = Long.MAX_VALUE / 8;

  /**
   * Upper half of a product of quantity and price; what it is worth is less than a small amount.
   */
  private static final long EASY_PRODUCT = 1 << 22;

  private String account;
  private String currency;
  private boolean open;
  private final SortedMap<String, Long> balances = new TreeMap<>();
  private final NamedValues<Position> positions = new NamedValues<>();
  private final NamedValues<Position> holdings = new NamedValues<>();
  private final OrderReports reports = new OrderReports();
  private final SortedSet<String> busted = new TreeSet<>();
  private final SortedMap<String, Long> unpricedFees = new TreeMap<>();
  private long openingEquity;
  private long netFlows;
  private long accountFees;
  private long reserved;
  private long equity;
  private long peakEquity;
  private long day = Long.MIN_VALUE;
  private long dayStartEquity;

  /** Cash and what positions are worth, all counted as positive; the largest number if unknown. */
  private transient long magnitude = Long.MAX_VALUE;

  private transient Consumer<Posting> listener;
  private transient CostMethod method = CostMethod.AVERAGE;

  /** Used when state is read. */
  AccountLedger() {}

  AccountLedger(String account, String currency) {
    this.account = account;
    this.currency = currency;
  }

  /** Who is told of every posting, and how cost is chosen by positions opened from now on. */
  void listen(Consumer<Posting> postings, CostMethod costMethod) {
    listener = postings;
    method = costMethod;
  }

  /** Changes a position, and tells of it. */
  void post(
      Posting.Kind kind,
      String strategy,
      Position position,
      long quantity,
      long amount,
      long price) {
    Posting posting =
        new Posting(kind, account, strategy, position.instrument(), quantity, amount, price);
    position.choose(method);
    posting.to(position);
    if (listener != null) {
      listener.accept(posting);
    }
  }

  /** Opens the ledger with the venue's balances; a base asset held becomes a position. */
  void open(AccountSnapshot snapshot, Collection<Instrument> instruments) {
    for (AssetBalance balance : snapshot.balances()) {
      balances.put(balance.asset(), Math.addExact(balance.free(), balance.locked()));
    }
    open = true;
    for (String asset : balances.keySet()) {
      long rest = asset.equals(currency) ? 0 : Math.subtractExact(balance(asset), held(asset));
      if (rest != 0) {
        Position holding = holding(asset);
        boolean empty = holding.quantity() == 0 || holding.isCostPending();
        post(
            empty ? Posting.Kind.PENDING : Posting.Kind.TRANSFER,
            Posting.UNASSIGNED,
            holding,
            rest,
            empty ? 0 : holding.atCost(rest),
            0);
      }
    }
    instruments.forEach(this::adopt);
  }

  /** What positions and other assets hold of an asset. */
  private long held(String asset) {
    long sum = holdings.get(asset) == null ? 0 : holdings.get(asset).quantity();
    for (Position position : positions.values()) {
      if (isValued(position.instrument()) && isOf(position, asset)) {
        sum = Math.addExact(sum, position.quantity());
      }
    }
    return sum;
  }

  private static boolean isOf(Position position, String asset) {
    String instrument = position.instrument();
    int from = instrument.indexOf(':') + 1;
    return instrument.startsWith(asset, from) && instrument.startsWith("/", from + asset.length());
  }

  /** A base asset that was held before is the position of the first instrument that trades it. */
  void adopt(Instrument instrument) {
    if (!open
        || !instrument.quote().equals(currency)
        || balance(instrument.base()) == 0
        || positions.values().stream().anyMatch(p -> isOf(p, instrument.base()))) {
      return;
    }
    Position holding = holding(instrument.base());
    long quantity = holding.quantity();
    if (quantity == 0) {
      return;
    }
    boolean pending = holding.isCostPending();
    Posting.Kind kind = pending ? Posting.Kind.PENDING : Posting.Kind.TRANSFER;
    Position position = position(instrument.instrument());
    long cost = holding.cost();
    post(kind, Posting.UNASSIGNED, holding, Math.negateExact(quantity), -cost, 0);
    post(kind, Posting.UNASSIGNED, position, quantity, cost, 0);
  }

  /**
   * Applies a report; fills move balances and positions, once. A conflict changes nothing.
   *
   * @param valued whether all other positions are valued at the marks
   * @throws ArithmeticException when an amount would be out of range; the report counts as seen,
   *     and no amount has changed
   */
  Verdict apply(ExecutionReport report, Instrument instrument, Prices prices, boolean valued) {
    Verdict verdict = reports.observe(report);
    if (verdict == Verdict.DUPLICATE
        || verdict == Verdict.CONFLICT
        || report.executionType() != ExecutionType.FILL) {
      return verdict;
    }
    Saved saved = save();
    try {
      new Bookkeeping(this, prices).fill(report, instrument);
      if (!valued || holdings.size() != 0) {
        revalue(prices);
      } else {
        revalue(report, instrument, prices);
      }
    } catch (ArithmeticException e) {
      restore(saved);
      throw e;
    }
    return verdict;
  }

  /** Values what a fill and its fee can have changed. */
  private void revalue(ExecutionReport report, Instrument instrument, Prices prices) {
    for (Position position : positions.values()) {
      if (isValued(position.instrument())
          && (position.instrument().equals(report.instrument())
              || isOf(position, report.feeAsset()))) {
        value(position, prices.mark(position.instrument()));
      }
    }
    addUp();
  }

  /**
   * Applies a deposit, a withdrawal or a correction.
   *
   * @param instrument of a correction, otherwise null
   * @return {@code CONFLICT} when the fill is void already
   * @throws ArithmeticException when an amount would be out of range; no amount has changed
   */
  Verdict apply(Booking booking, Instrument instrument, Prices prices) {
    if (isBusted(booking)) {
      return Verdict.CONFLICT;
    }
    Saved saved = save();
    try {
      revalue(prices);
      Bookkeeping books = new Bookkeeping(this, prices);
      switch (booking.kind()) {
        case DEPOSIT -> books.flow(booking.asset(), booking.amount());
        case WITHDRAWAL -> books.flow(booking.asset(), Math.negateExact(booking.amount()));
        case FEE -> books.lateFee(booking, instrument);
        case BUST -> books.fill(booking.asFill(account, 0, 0), instrument);
      }
      revalue(prices);
    } catch (ArithmeticException e) {
      restore(saved);
      throw e;
    }
    if (booking.kind() == BookingKind.BUST) {
      busted.add(trade(booking));
    }
    return Verdict.NEXT;
  }

  /** Whether the booking voids a fill that is void already. Remembered for good: they are few. */
  public boolean isBusted(Booking booking) {
    return booking.kind() == BookingKind.BUST && busted.contains(trade(booking));
  }

  private static String trade(Booking bust) {
    return bust.clientOrderId() + "/" + bust.venueTradeId();
  }

  /**
   * Amounts as they were at a moment. Which reports were seen is not among them.
   *
   * @param positions copies, by instrument
   * @param holdings copies, by asset
   */
  record Saved(
      boolean open,
      Map<String, Long> balances,
      Map<String, Position> positions,
      Map<String, Position> holdings,
      Map<String, Long> unpricedFees,
      long netFlows,
      long accountFees,
      long openingEquity,
      long equity,
      long peakEquity,
      long dayStartEquity,
      long day) {}

  /** All amounts, to be restored when what comes next is out of range. */
  Saved save() {
    return new Saved(
        open,
        Map.copyOf(balances),
        copies(positions),
        copies(holdings),
        Map.copyOf(unpricedFees),
        netFlows,
        accountFees,
        openingEquity,
        equity,
        peakEquity,
        dayStartEquity,
        day);
  }

  private static Map<String, Position> copies(NamedValues<Position> positions) {
    if (positions.size() == 0) {
      return Map.of();
    }
    Map<String, Position> copies = new HashMap<>();
    positions.values().forEach(position -> copies.put(position.instrument(), position.copy()));
    return copies;
  }

  /** Everything since was for nothing. */
  void restore(Saved saved) {
    open = saved.open;
    balances.clear();
    balances.putAll(saved.balances);
    restore(positions, saved.positions);
    restore(holdings, saved.holdings);
    unpricedFees.clear();
    unpricedFees.putAll(saved.unpricedFees);
    netFlows = saved.netFlows;
    accountFees = saved.accountFees;
    openingEquity = saved.openingEquity;
    equity = saved.equity;
    peakEquity = saved.peakEquity;
    dayStartEquity = saved.dayStartEquity;
    day = saved.day;
    magnitude = Long.MAX_VALUE;
  }

  private static void restore(NamedValues<Position> positions, Map<String, Position> saved) {
    for (String name : List.copyOf(positions.inOrder().keySet())) {
      if (saved.containsKey(name)) {
        positions.get(name).become(saved.get(name));
      } else {
        positions.remove(name);
      }
    }
  }

  /** Changes the balance of an asset. */
  void move(String asset, long amount) {
    balances.merge(asset, amount, Math::addExact);
  }

  /** The position of an instrument, a new one when there is none. */
  Position position(String instrument) {
    return positions.getOrMake(instrument, () -> new Position(instrument));
  }

  /** What is held of an asset besides positions, in the currency; its instrument is the asset. */
  Position holding(String asset) {
    return holdings.getOrMake(asset, () -> new Position(asset));
  }

  /** What an asset is paid from and into: its position if it has one. */
  Position holder(String asset) {
    Position empty = null;
    for (Position position : positions.values()) {
      if (isValued(position.instrument()) && isOf(position, asset)) {
        if (position.quantity() != 0) {
          return position;
        }
        empty = empty == null ? position : empty;
      }
    }
    return empty == null ? holding(asset) : empty;
  }

  private boolean isHolding(Position position) {
    return position.instrument().indexOf(':') < 0;
  }

  /**
   * What was held before is no gain: its worth at the first price counts as there from the start.
   * Fees that were paid without a price are fees now.
   *
   * @param worth of the position
   * @param price what an amount of its asset is worth
   */
  void takeOver(Position position, long worth, LongUnaryOperator price) {
    post(Posting.Kind.FIRST_PRICE, Posting.UNASSIGNED, position, position.quantity(), worth, 0);
    if (!isHolding(position) && !isValued(position.instrument())) {
      return;
    }
    String name = position.instrument();
    String asset = isHolding(position) ? name : InstrumentId.parse(name).base();
    Long unpriced = unpricedFees.remove(asset);
    long fees = unpriced == null ? 0 : price.applyAsLong(unpriced);
    accountFees = Math.addExact(accountFees, fees);
    shift(Math.addExact(worth, fees));
    openingEquity = Math.addExact(openingEquity, Math.addExact(worth, fees));
  }

  private void shift(long worth) {
    dayStartEquity = Math.addExact(dayStartEquity, worth);
    peakEquity = Math.addExact(peakEquity, worth);
  }

  /** Money or what is worth it came or went: neither a gain nor a loss. */
  void flowed(long worth) {
    netFlows = Math.addExact(netFlows, worth);
    shift(worth);
  }

  /**
   * A fee that no position of the currency is charged with.
   *
   * @param worth empty when it has no price yet
   */
  void chargeAccount(String asset, long fee, OptionalLong worth) {
    if (worth.isPresent()) {
      accountFees = Math.addExact(accountFees, worth.getAsLong());
    } else {
      unpricedFees.merge(asset, fee, Math::addExact);
    }
  }

  /** Whether a position in the instrument counts in the equity: its quote is the currency. */
  public boolean isValued(String instrument) {
    int slash = instrument.length() - currency.length() - 1;
    return slash >= 0 && instrument.charAt(slash) == '/' && instrument.endsWith(currency);
  }

  /** Values everything anew. */
  void revalue(Prices prices) {
    for (Position position : positions.values()) {
      if (isValued(position.instrument())) {
        value(position, prices.mark(position.instrument()));
      }
    }
    for (Position holding : holdings.values()) {
      value(holding, prices);
    }
    addUp();
  }

  /** The price of one position moved; the others are worth what they were. */
  void revalue(Position position, Mark mark, Prices prices) {
    long before = position.worth();
    if (isHolding(position)) {
      value(position, prices);
    } else {
      value(position, mark);
    }
    long now = position.worth();
    if (isSmall(magnitude) && isSmall(now)) {
      magnitude += Math.abs(now) - Math.abs(before);
      equity += now - before;
      peakEquity = Math.max(peakEquity, equity);
    } else if (now != before) {
      addUp();
    }
  }

  /** Whether a price of one position surely leads to no amount that is out of range. */
  boolean takesEasily(Position position, long price) {
    return isSmall(magnitude)
        && !position.isCostPending()
        && !isHolding(position)
        && Math.abs(Math.multiplyHigh(position.quantity(), price)) < EASY_PRODUCT;
  }

  /** Whether a few of them can be added without going out of range. */
  private static boolean isSmall(long amount) {
    return amount > -SMALL && amount < SMALL;
  }

  private void value(Position position, Mark mark) {
    if (mark == null) {
      position.setWorth(position.cost());
      return;
    }
    long value = position.value(mark.price());
    if (position.isCostPending()) {
      long price = mark.price();
      takeOver(position, value, f -> Fixed8.multiply(f, price, RoundingMode.HALF_EVEN));
    }
    position.setWorth(value);
  }

  private void value(Position holding, Prices prices) {
    Optional<Prices.Way> way = prices.way(holding.instrument(), currency);
    if (way.isEmpty()) {
      holding.setWorth(holding.cost());
      return;
    }
    long value = way.get().worth(holding.quantity());
    if (holding.isCostPending()) {
      takeOver(holding, value, way.get()::worth);
    }
    holding.setWorth(value);
  }

  /** What a quantity of a position is worth in its quote; empty when nobody can tell. */
  OptionalLong worth(Position position, long quantity, Prices prices) {
    if (isHolding(position)) {
      Optional<Prices.Way> way = prices.way(position.instrument(), currency);
      if (way.isPresent()) {
        return OptionalLong.of(way.get().worth(quantity));
      }
    } else if (prices.mark(position.instrument()) != null) {
      long price = prices.mark(position.instrument()).price();
      return OptionalLong.of(Fixed8.multiply(quantity, price, RoundingMode.HALF_EVEN));
    }
    return position.isCostPending() || position.quantity() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(position.atCost(quantity));
  }

  private void addUp() {
    magnitude = Long.MAX_VALUE;
    long cash = balance(currency);
    long value = cash;
    boolean small = isSmall(cash);
    long sum = Math.abs(cash);
    for (NamedValues<Position> held : List.of(positions, holdings)) {
      for (Position position : held.values()) {
        value = Math.addExact(value, position.worth());
        small = small && isSmall(position.worth()) && isSmall(sum);
        sum += Math.abs(position.worth());
      }
    }
    magnitude = small ? sum : Long.MAX_VALUE;
    equity = value;
    peakEquity = Math.max(peakEquity, equity);
  }

  /** Logical time has moved: a new UTC day, counted from 1970, starts with the equity it finds. */
  void roll(long newDay) {
    if (newDay > day) {
      day = newDay;
      dayStartEquity = equity;
    }
  }

  /** Sets what P&amp;L is counted from, once the opening balances are valued. */
  void startOn(long utcDay) {
    openingEquity = equity;
    peakEquity = equity;
    day = utcDay;
    dayStartEquity = equity;
  }

  /** What the venue says its open orders hold of the currency. */
  void reserve(AccountSnapshot snapshot) {
    for (AssetBalance balance : snapshot.balances()) {
      if (balance.asset().equals(currency)) {
        reserved = balance.locked();
      }
    }
  }

  /** The account's name. */
  public String account() {
    return account;
  }

  /** What amounts are in. */
  public String currency() {
    return currency;
  }

  /** Whether the venue's balances are known. */
  public boolean isOpen() {
    return open;
  }

  /** Total balance of an asset, what open orders hold included. */
  public long balance(String asset) {
    return balances.getOrDefault(asset, 0L);
  }

  /** All balances by asset. */
  public SortedMap<String, Long> balances() {
    return Collections.unmodifiableSortedMap(balances);
  }

  /** Base quantity of a position, 0 when there is none. */
  public long quantity(String instrument) {
    Position position = positions.get(instrument);
    return position == null ? 0 : position.quantity();
  }

  /** Whether something is held or was held. */
  public boolean hasPositions() {
    return positions.size() != 0;
  }

  /** Cash + Σ value of the positions at the last marks. */
  public long equity() {
    return equity;
  }

  /** Equity when the ledger was opened, and what was there then without a price at its first. */
  public long openingEquity() {
    return openingEquity;
  }

  /** What deposits less withdrawals were worth when they came. */
  public long netFlows() {
    return netFlows;
  }

  /** The equity as it would be without deposits and withdrawals since the opening. */
  public long earned() {
    return Math.subtractExact(equity, netFlows);
  }

  /** Gains and losses: what the equity has grown by besides deposits and withdrawals. */
  public long pnl() {
    return Math.subtractExact(Math.subtractExact(equity, openingEquity), netFlows);
  }

  /** Fees that no position quoted in the currency was charged with. */
  public long accountFees() {
    return accountFees;
  }

  /** What the venue's last statement says its open orders hold of the currency. */
  public long reserved() {
    return reserved;
  }

  /** Highest equity so far; moved by deposits and withdrawals as the equity is. */
  public long peakEquity() {
    return peakEquity;
  }

  /** Equity less that at the start of the UTC day of logical time, deposits and such left out. */
  public long dailyPnl() {
    return Math.subtractExact(equity, dayStartEquity);
  }

  /** What is held or was held, by instrument. */
  public Collection<Position> positions() {
    return positions.values();
  }

  /** What is held or was held of assets besides positions; each names its asset as instrument. */
  public Collection<Position> holdings() {
    return holdings.values();
  }

  /** The positions by instrument, valued at {@code marks}. */
  public List<PositionSnapshot> positions(SortedMap<String, Mark> marks) {
    List<PositionSnapshot> snapshots = new ArrayList<>(positions.size());
    for (Position position : positions.values()) {
      Mark mark = marks.get(position.instrument());
      snapshots.add(position.snapshot(mark == null ? 0 : mark.price()));
    }
    return snapshots;
  }

  /** The other assets by name, as they were valued last. */
  public List<PositionSnapshot> otherAssets() {
    return holdings.values().stream().map(h -> h.snapshot(0, h.worth())).toList();
  }

  /** What is held and cannot be priced: it counts at cost, which is 0 when it never had a price. */
  List<UnpricedAsset> unpriced(Prices prices) {
    List<UnpricedAsset> unpriced = new ArrayList<>();
    for (Position position : positions.values()) {
      if (isValued(position.instrument())
          && position.quantity() != 0
          && prices.mark(position.instrument()) == null) {
        String asset = InstrumentId.parse(position.instrument()).base();
        unpriced.add(new UnpricedAsset(asset, position.quantity(), position.worth()));
      }
    }
    for (Position holding : holdings.values()) {
      if (holding.quantity() != 0 && prices.way(holding.instrument(), currency).isEmpty()) {
        unpriced.add(new UnpricedAsset(holding.instrument(), holding.quantity(), holding.worth()));
      }
    }
    return unpriced;
  }
}
