package io.alphaflow.exchange.coinbase.trading;

import io.alphaflow.common.model.InstrumentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Coinbase spells {@code BTC/USD} as {@code BTC-USD}. */
final class Products {

  private final Map<String, InstrumentId> instruments = new HashMap<>();

  Products(List<InstrumentId> configured) {
    configured.forEach(i -> instruments.put(of(i), i));
  }

  static String of(InstrumentId instrument) {
    return instrument.base() + "-" + instrument.quote();
  }

  /** The configured instrument of a product. */
  Optional<InstrumentId> instrument(String product) {
    return Optional.ofNullable(instruments.get(product));
  }
}
