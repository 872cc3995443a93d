package io.alphaflow.exchange.binance.trading;

import io.alphaflow.common.model.InstrumentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binance spells {@code BTC/USDT} as {@code BTCUSDT}, which only a list can turn back. */
final class Symbols {

  private final Map<String, InstrumentId> instruments = new HashMap<>();

  Symbols(List<InstrumentId> configured) {
    configured.forEach(i -> instruments.put(of(i), i));
  }

  static String of(InstrumentId instrument) {
    return instrument.base() + instrument.quote();
  }

  /** The configured instrument of a symbol. */
  Optional<InstrumentId> instrument(String symbol) {
    return Optional.ofNullable(instruments.get(symbol));
  }
}
