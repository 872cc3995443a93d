package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.risk.control.Stop;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything a gate remembers: written and read as a whole. All maps have a defined order. */
final class GateState {

  final JournalBook book = new JournalBook();
  final SortedMap<String, Stop> stops = new TreeMap<>();
  final SortedMap<String, AccountState> accounts = new TreeMap<>();
  long breakerTime;

  AccountState account(String account) {
    return accounts.computeIfAbsent(account, a -> new AccountState());
  }
}
