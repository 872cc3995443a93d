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
  private final SortedMap<String, Long> exits = new TreeMap<>();
  long breakerTime;

  AccountState account(String account) {
    return accounts.computeIfAbsent(account, a -> new AccountState());
  }

  /** The sequence of the next protective exit of an account, strategy instance and instrument. */
  long nextExit(String account, String strategy, String instrument) {
    return exits.merge(String.join("/", account, strategy, instrument), 1L, Long::sum);
  }

  /** Whether nothing may be sent for the account. */
  boolean isHalted(String account) {
    for (String level : new String[] {"desk", "account " + account}) {
      Stop stop = stops.get(level);
      if (stop != null && stop.kind() == Stop.Kind.HALTED) {
        return true;
      }
    }
    return false;
  }
}
