package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The balances of one account. No balance ever goes below zero: that would be a fault of ours. */
final class Wallet {

  private final Map<String, Balance> balances = new HashMap<>();
  private final boolean paysInBnb;

  Wallet(Map<String, Long> free, Map<String, Long> locked, boolean paysInBnb) {
    this.paysInBnb = paysInBnb;
    free.forEach((asset, amount) -> change(asset, amount, 0));
    locked.forEach((asset, amount) -> change(asset, 0, amount));
  }

  /** Whether commissions are taken in BNB while there is enough of it. */
  boolean paysInBnb() {
    return paysInBnb;
  }

  Balance of(String asset) {
    Balance balance = balances.get(asset);
    return balance == null ? new Balance(asset, 0, 0) : balance;
  }

  /** By the asset's name. */
  List<Balance> all() {
    List<Balance> all = new ArrayList<>(balances.values());
    all.sort(Comparator.comparing(Balance::asset));
    return all;
  }

  /** Holds back an amount; below zero, gives it back. */
  void lock(String asset, long amount) {
    change(asset, -amount, amount);
  }

  /** Spends {@code spent} of the {@code locked} amount and frees the rest of it. */
  void spendLocked(String asset, long locked, long spent) {
    change(asset, Fixed8.subtract(locked, spent), -locked);
  }

  void receive(String asset, long amount) {
    change(asset, amount, 0);
  }

  private void change(String asset, long free, long locked) {
    Balance before = of(asset);
    Balance after =
        new Balance(asset, Fixed8.add(before.free(), free), Fixed8.add(before.locked(), locked));
    if (after.free() < 0 || after.locked() < 0) {
      throw new IllegalStateException("balance below zero: " + before + " would become " + after);
    }
    balances.put(asset, after);
  }
}
