package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * C22: the venue's balances of an account compared with the ledger's. Fills are on their way while
 * the venue states its balances, so one difference proves nothing: a fill that comes later makes it
 * go away or change. An asset is broken when two statements in a row whose times are {@value
 * #APART_MICROS} microseconds or more apart show the same difference, or {@value #SAME} of one and
 * the same time do (a venue may state when the account changed last), or {@value #ROW} in a row
 * show any. The ledger is never changed by it.
 *
 * <p>Bounded by the assets of the account.
 */
final class Reconciliation {

  /**
   * What a statement shows of an asset.
   *
   * @param asset which
   * @param venue the venue's total, free and locked
   * @param ledger ours
   * @param amount how much more the venue has
   */
  record Difference(String asset, long venue, long ledger, long amount) {

    Difference(String asset, long venue, long ledger) {
      this(asset, venue, ledger, Math.subtractExact(venue, ledger));
    }
  }

  /** What changed with a statement: assets that broke, and assets that agree again. */
  record Result(List<Difference> broken, List<String> mended) {}

  private static final int ROW = 6;
  private static final int SAME = 3;
  private static final long APART_MICROS = 5_000_000;

  /** A difference in statements that follow each other: how many show one, and how many this. */
  private record Row(long amount, int statements, int same, long time) {}

  private final SortedMap<String, Row> rows = new TreeMap<>();
  private final SortedMap<String, Long> broken = new TreeMap<>();
  private final SortedMap<String, Long> accepted = new TreeMap<>();

  /**
   * Compares a statement of the venue with the ledger.
   *
   * @throws ArithmeticException when an amount is out of range; nothing has changed then
   */
  Result compare(AccountSnapshot snapshot, AccountLedger ledger) {
    List<Difference> breaks = new ArrayList<>();
    List<String> mended = new ArrayList<>();
    for (Difference difference : differences(snapshot, ledger)) {
      String asset = difference.asset();
      long amount = difference.amount();
      if (amount == 0 || amount == accepted.getOrDefault(asset, 0L)) {
        rows.remove(asset);
        if (broken.remove(asset) != null) {
          mended.add(asset);
        }
      } else if (isBreak(asset, amount, snapshot.time())
          && !Long.valueOf(amount).equals(broken.put(asset, amount))) {
        breaks.add(difference);
      }
    }
    return new Result(breaks, mended);
  }

  private boolean isBreak(String asset, long amount, long time) {
    Row row = rows.get(asset);
    if (row == null) {
      rows.put(asset, new Row(amount, 1, 1, time));
      return false;
    }
    boolean apart = time - row.time() >= APART_MICROS;
    if (!apart && time != row.time()) {
      return false;
    }
    int statements = Math.min(ROW, row.statements() + 1);
    int same = amount == row.amount() ? Math.min(SAME, row.same() + 1) : 1;
    rows.put(asset, new Row(amount, statements, same, time));
    return same > 1 && apart || same >= SAME || statements >= ROW;
  }

  private static List<Difference> differences(AccountSnapshot snapshot, AccountLedger ledger) {
    SortedMap<String, Long> venue = new TreeMap<>();
    for (AssetBalance balance : snapshot.balances()) {
      venue.put(balance.asset(), Math.addExact(balance.free(), balance.locked()));
    }
    SortedSet<String> assets = new TreeSet<>(venue.keySet());
    assets.addAll(ledger.balances().keySet());
    List<Difference> differences = new ArrayList<>();
    for (String asset : assets) {
      differences.add(new Difference(asset, venue.getOrDefault(asset, 0L), ledger.balance(asset)));
    }
    return differences;
  }

  /** A person has seen the breaks: they are none as long as they do not change. */
  void accept() {
    accepted.putAll(broken);
    broken.clear();
    rows.clear();
  }

  /**
   * What the venue has less of an asset than the ledger, as far as that is a break: nobody can sell
   * or pay with it, whoever is right.
   */
  long missing(String asset) {
    return Math.negateExact(Math.min(0, broken.getOrDefault(asset, 0L)));
  }

  /** Whether something is broken. */
  boolean isBroken() {
    return !broken.isEmpty();
  }
}
