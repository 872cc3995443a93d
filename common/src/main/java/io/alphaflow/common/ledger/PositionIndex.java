package io.alphaflow.common.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The positions that count in the equities of ledgers, by instrument and then by account. */
final class PositionIndex {

  /** A position and whose it is. */
  record Holding(AccountLedger ledger, Position position) {

    private String account() {
      return ledger.account();
    }
  }

  private final Map<String, List<Holding>> byInstrument = new HashMap<>();

  /** All positions of ledgers, and their other assets by the instruments that price them. */
  PositionIndex(Collection<AccountLedger> ledgers, Prices prices) {
    for (AccountLedger ledger : ledgers) {
      ledger.positions().forEach(position -> add(ledger, position));
      for (Position holding : ledger.holdings()) {
        prices
            .way(holding.instrument(), ledger.currency())
            .ifPresent(way -> way.instruments().forEach(i -> add(i, new Holding(ledger, holding))));
      }
    }
  }

  /** A ledger has a new position. */
  void add(AccountLedger ledger, Position position) {
    if (ledger.isValued(position.instrument())) {
      add(position.instrument(), new Holding(ledger, position));
    }
  }

  private void add(String instrument, Holding holding) {
    List<Holding> holdings = byInstrument.computeIfAbsent(instrument, i -> new ArrayList<>());
    int at = holdings.size();
    while (at > 0 && holdings.get(at - 1).account().compareTo(holding.account()) > 0) {
      at--;
    }
    holdings.add(at, holding);
  }

  /** Those of an instrument, by account. */
  List<Holding> of(String instrument) {
    return byInstrument.getOrDefault(instrument, List.of());
  }
}
