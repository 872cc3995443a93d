package io.alphaflow.exchange.alpaca.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.AccountSecrets;
import java.time.Clock;
import java.time.Duration;

/**
 * Alpaca, crypto; paper accounts and others differ by their addresses and keys only.
 *
 * @param venue where it is ({@code wsApiUrl}: the stream of an account) and which instruments are
 *     traded
 * @param requestTimeout how long to wait for an answer
 */
public record AlpacaTrading(VenueOptions venue, Duration requestTimeout) implements TradingVenue {

  @Override
  public TradingSession open(AccountOptions account) {
    return new AlpacaSession(
        venue, requestTimeout, new AccountSecrets(account), new VenueClock(Clock.systemUTC()));
  }
}
