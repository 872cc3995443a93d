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

  /** All positions of ledgers. */
  PositionIndex(Collection<AccountLedger> ledgers) {
    for (AccountLedger ledger : ledgers) {
      ledger.positions().forEach(position -> add(ledger, position));
    }
  }

  /** A ledger has a new position. */
  void add(AccountLedger ledger, Position position) {
    if (!ledger.isValued(position.instrument())) {
      return;
    }
    List<Holding> holdings =
        byInstrument.computeIfAbsent(position.instrument(), i -> new ArrayList<>());
    int at = holdings.size();
    while (at > 0 && holdings.get(at - 1).account().compareTo(ledger.account()) > 0) {
      at--;
    }
    holdings.add(at, new Holding(ledger, position));
  }

  /** Those of an instrument, by account. */
  List<Holding> of(String instrument) {
    return byInstrument.getOrDefault(instrument, List.of());
  }
}
