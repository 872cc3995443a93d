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
 * go away or change. A difference of an asset that two statements in a row show alike is a break.
 * The ledger is never changed by it.
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
   */
  record Difference(String asset, long venue, long ledger) {

    long amount() {
      return Math.subtractExact(venue, ledger);
    }
  }

  /** What changed with a statement: assets that broke, and assets that agree again. */
  record Result(List<Difference> broken, List<String> mended) {}

  private final SortedMap<String, Long> seen = new TreeMap<>();
  private final SortedMap<String, Long> broken = new TreeMap<>();
  private final SortedMap<String, Long> accepted = new TreeMap<>();

  /** Compares a statement of the venue with the ledger. */
  Result compare(AccountSnapshot snapshot, AccountLedger ledger) {
    List<Difference> breaks = new ArrayList<>();
    List<String> mended = new ArrayList<>();
    for (Difference difference : differences(snapshot, ledger)) {
      String asset = difference.asset();
      long amount = difference.amount();
      if (amount == 0 || amount == accepted.getOrDefault(asset, 0L)) {
        seen.remove(asset);
        if (broken.remove(asset) != null) {
          mended.add(asset);
        }
      } else if (!Long.valueOf(amount).equals(seen.put(asset, amount))) {
        continue;
      } else if (!Long.valueOf(amount).equals(broken.put(asset, amount))) {
        breaks.add(difference);
      }
    }
    return new Result(breaks, mended);
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
    seen.clear();
  }

  /**
   * What the venue has less of an asset than the ledger, as far as that is a break: nobody can sell
   * or pay with it, whoever is right.
   */
  long missing(String asset) {
    return Math.max(0, -broken.getOrDefault(asset, 0L));
  }

  /** Whether something is broken. */
  boolean isBroken() {
    return !broken.isEmpty();
  }
}
