package io.alphaflow.exchange.alpaca.trading;

import io.alphaflow.common.model.InstrumentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alpaca spells {@code BTC/USD} the same way, and in some answers without the slash. */
final class Pairs {

  private final Map<String, InstrumentId> instruments = new HashMap<>();

  Pairs(List<InstrumentId> configured) {
    for (InstrumentId instrument : configured) {
      instruments.put(of(instrument), instrument);
      instruments.put(instrument.base() + instrument.quote(), instrument);
    }
  }

  static String of(InstrumentId instrument) {
    return instrument.symbol();
  }

  /** The configured instrument of a symbol, in either spelling. */
  Optional<InstrumentId> instrument(String symbol) {
    return Optional.ofNullable(instruments.get(symbol));
  }

  /** The asset of a position, which is named like the pair in which it is counted. */
  String asset(String symbol, String currency) {
    return instrument(symbol)
        .map(InstrumentId::base)
        .orElseGet(() -> symbol.replace("/", "").replaceFirst(currency + "$", ""));
  }
}
