package io.alphaflow.exchange.contract;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.TradingSession;
import java.util.List;

/**
 * A venue behind a {@link FaultProxy}, with one account of 10 000 USD and asks for at least 2 BTC
 * between 100 and 110 USD. Nothing is bid.
 */
interface VenueFixture extends AutoCloseable {

  InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");

  FaultProxy proxy();

  /** A session of the account. */
  TradingSession open();

  /** A session with a key of which the venue does not know the secret. */
  TradingSession openWithWrongSecret();

  /** The client ids of all orders that the venue ever had, each as often as it was placed. */
  List<String> placed();

  /** Whether the adapter reads secrets again that the venue refused. */
  default boolean readsSecretsAgain() {
    return false;
  }

  /** Puts the right secret in the place of the wrong one. */
  default void correctWrongSecret() throws Exception {}

  /** Whether the server takes orders that wait for a trigger. */
  default boolean takesTriggers() {
    return true;
  }

  /** What must never be told: secrets, and what they signed. */
  List<String> secrets();
}
