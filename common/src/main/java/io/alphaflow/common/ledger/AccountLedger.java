package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Balances, positions and P&amp;L of one account, exact, from its first snapshot and its fills. The
 * risk gate and the P&amp;L job use this same class.
 *
 * <p>Amounts are in the account's currency; only instruments quoted in it are valued.
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
  private final OrderReports reports = new OrderReports();
  private long openingEquity;
  private long equity;
  private long peakEquity;
  private long day = Long.MIN_VALUE;
  private long dayStartEquity;

  /** Cash and what positions are worth, all counted as positive; the largest number if unknown. */
  private transient long magnitude = Long.MAX_VALUE;

  /** Used when state is read. */
  AccountLedger() {}

  AccountLedger(String account, String currency) {
    this.account = account;
    this.currency = currency;
  }

  /** Opens the ledger with the venue's balances; a base asset held becomes a position. */
  void open(AccountSnapshot snapshot, Collection<Instrument> instruments) {
    for (AssetBalance balance : snapshot.balances()) {
      balances.put(balance.asset(), Math.addExact(balance.free(), balance.locked()));
    }
    open = true;
    instruments.forEach(this::adopt);
  }

  /** A base asset that was held before is the position of the first instrument that trades it. */
  void adopt(Instrument instrument) {
    String market = instrument.base() + "/";
    boolean known =
        positions.values().stream().anyMatch(p -> p.instrument().contains(":" + market));
    long held = balance(instrument.base());
    if (open && !known && held != 0 && instrument.quote().equals(currency)) {
      position(instrument.instrument()).open(held);
    }
  }

  /**
   * Applies a report; fills move balances and positions, once. A conflict changes nothing.
   *
   * @param valued whether all other positions are valued at the marks
   * @throws ArithmeticException when an amount would be out of range; the report counts as seen,
   *     and no amount has changed
   */
  Verdict apply(
      ExecutionReport report, Instrument instrument, NamedValues<Mark> marks, boolean valued) {
    Verdict verdict = reports.observe(report);
    if (verdict == Verdict.DUPLICATE
        || verdict == Verdict.CONFLICT
        || report.executionType() != ExecutionType.FILL) {
      return verdict;
    }
    Saved saved = save();
    try {
      book(report, instrument, marks, valued);
    } catch (ArithmeticException e) {
      restore(saved);
      throw e;
    }
    return verdict;
  }

  private void book(
      ExecutionReport report, Instrument instrument, NamedValues<Mark> marks, boolean valued) {
    long quantity = report.lastQuantity();
    long notional = Fixed8.multiply(quantity, report.lastPrice(), RoundingMode.HALF_UP);
    boolean buy = report.side() == Side.BUY;
    move(instrument.base(), buy ? quantity : -quantity);
    move(instrument.quote(), buy ? -notional : notional);
    Position position = position(report.instrument());
    takeOver(position, report.lastPrice());
    position.fill(report.side(), quantity, notional);
    if (report.fee() != 0) {
      move(report.feeAsset(), -report.fee());
      if (report.feeAsset().equals(instrument.quote())) {
        position.feeInQuote(report.fee());
      } else if (report.feeAsset().equals(instrument.base())) {
        position.feeInBase(report.fee(), report.lastPrice());
      } else {
        feeInOther(report.feeAsset(), report.fee(), marks);
      }
    }
    if (!valued) {
      revalue(marks);
    } else if (isValued(report.instrument())) {
      value(position, marks.get(report.instrument()));
      addUp();
    } else {
      addUp();
    }
  }

  /**
   * Amounts as they were at a moment. Which reports were seen is not among them.
   *
   * @param positions copies, by instrument
   */
  record Saved(
      boolean open,
      Map<String, Long> balances,
      Map<String, Position> positions,
      long openingEquity,
      long equity,
      long peakEquity,
      long dayStartEquity,
      long day) {}

  /** All amounts, to be restored when what comes next is out of range. */
  Saved save() {
    Map<String, Position> copies = new HashMap<>();
    positions.values().forEach(position -> copies.put(position.instrument(), position.copy()));
    return new Saved(
        open, Map.copyOf(balances), copies, openingEquity, equity, peakEquity, dayStartEquity, day);
  }

  /** Everything since was for nothing. */
  void restore(Saved saved) {
    open = saved.open;
    balances.clear();
    balances.putAll(saved.balances);
    for (String instrument : List.copyOf(positions.inOrder().keySet())) {
      if (saved.positions.containsKey(instrument)) {
        position(instrument).become(saved.positions.get(instrument));
      } else {
        positions.remove(instrument);
      }
    }
    openingEquity = saved.openingEquity;
    equity = saved.equity;
    peakEquity = saved.peakEquity;
    dayStartEquity = saved.dayStartEquity;
    day = saved.day;
    magnitude = Long.MAX_VALUE;
  }

  /** A fee in what is held as a position of its own makes that one smaller. */
  private void feeInOther(String asset, long fee, NamedValues<Mark> marks) {
    String market = ":" + asset + "/";
    for (Position position : positions.values()) {
      if (position.instrument().contains(market) && position.quantity() != 0) {
        Mark mark = marks.get(position.instrument());
        if (mark != null) {
          takeOver(position, mark.price());
        }
        position.feeInBase(fee, mark == null ? 0 : mark.price());
        if (isValued(position.instrument())) {
          value(position, mark);
        }
        return;
      }
    }
  }

  private void move(String asset, long amount) {
    balances.merge(asset, amount, Math::addExact);
  }

  /** The position of an instrument, a new one when there is none. */
  Position position(String instrument) {
    return positions.getOrMake(instrument, () -> new Position(instrument));
  }

  /**
   * What was held before is no gain: its worth at the first price counts as there from the start.
   */
  private void takeOver(Position position, long price) {
    long worth = position.marked(price);
    if (worth != 0 && isValued(position.instrument())) {
      openingEquity = Math.addExact(openingEquity, worth);
      dayStartEquity = Math.addExact(dayStartEquity, worth);
      peakEquity = Math.addExact(peakEquity, worth);
    }
  }

  /** Whether a position in the instrument counts in the equity: its quote is the currency. */
  public boolean isValued(String instrument) {
    int slash = instrument.length() - currency.length() - 1;
    return slash >= 0 && instrument.charAt(slash) == '/' && instrument.endsWith(currency);
  }

  /** Values everything anew. */
  void revalue(NamedValues<Mark> marks) {
    for (Position position : positions.values()) {
      if (isValued(position.instrument())) {
        value(position, marks.get(position.instrument()));
      }
    }
    addUp();
  }

  /** The price of one position moved; the others are worth what they were. */
  void revalue(Position position, Mark mark) {
    long before = position.worth();
    value(position, mark);
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
        && Math.abs(Math.multiplyHigh(position.quantity(), price)) < EASY_PRODUCT;
  }

  /** Whether a few of them can be added without going out of range. */
  private static boolean isSmall(long amount) {
    return amount > -SMALL && amount < SMALL;
  }

  private void value(Position position, Mark mark) {
    if (mark == null) {
      position.setWorth(position.cost());
    } else {
      takeOver(position, mark.price());
      position.setWorth(position.value(mark.price()));
    }
  }

  private void addUp() {
    magnitude = Long.MAX_VALUE;
    long cash = balance(currency);
    long value = cash;
    boolean small = isSmall(cash);
    long sum = Math.abs(cash);
    for (Position position : positions.values()) {
      value = Math.addExact(value, position.worth());
      small = small && isSmall(position.worth()) && isSmall(sum);
      sum += Math.abs(position.worth());
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

  /** Equity when the ledger was opened. */
  public long openingEquity() {
    return openingEquity;
  }

  /** Highest equity so far. */
  public long peakEquity() {
    return peakEquity;
  }

  /** Equity less the equity at the start of the UTC day (of logical time). */
  public long dailyPnl() {
    return Math.subtractExact(equity, dayStartEquity);
  }

  /** What is held or was held, by instrument. */
  public Collection<Position> positions() {
    return positions.values();
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
}
