package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.state.NamedValues;
import io.alphaflow.risk.limit.LimitBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything a gate remembers: written and read as a whole. All maps have a defined order. */
final class GateState {

  final JournalBook book = new JournalBook();
  final CommandNumbers commandNumbers = new CommandNumbers();
  final Stops stops = new Stops();
  final Overrides overrides = new Overrides();
  final LimitBook.State limits = new LimitBook.State();

  /** Until when an account is armed, epoch microseconds UTC. */
  final SortedMap<String, Long> armed = new TreeMap<>();

  final List<FlattenOrder> flattens = new ArrayList<>();
  private final NamedValues<AccountState> accounts = new NamedValues<>();
  private final NamedValues<MarketWatch> markets = new NamedValues<>();
  private final SortedMap<String, Long> made = new TreeMap<>();
  boolean hasTasks;
  boolean hasParents;
  long breakerTime;
  long day = Long.MIN_VALUE;

  AccountState account(String account) {
    return accounts.getOrMake(account, AccountState::new);
  }

  /** All, by account. */
  SortedMap<String, AccountState> accounts() {
    return accounts.inOrder();
  }

  MarketWatch market(String instrument) {
    return markets.getOrMake(instrument, MarketWatch::new);
  }

  /** The sequence of the next signal that the gate itself makes as this producer. */
  long nextSignal(String producer) {
    return made.merge(producer, 1L, Long::sum);
  }

  /** Before it is written. */
  void store() {
    markets.values().forEach(MarketWatch::store);
  }
}
