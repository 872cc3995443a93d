package io.alphaflow.exchange.coinbase.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.AccountSecrets;
import java.time.Clock;
import java.time.Duration;

/**
 * Coinbase Advanced Trade, spot.
 *
 * @param venue where it is ({@code wsApiUrl}: the endpoint of the user channel), which instruments
 *     are traded, and how long a signature is good ({@code recvWindow}, at most 120 s)
 * @param requestTimeout how long to wait for an answer
 */
public record CoinbaseTrading(VenueOptions venue, Duration requestTimeout) implements TradingVenue {

  @Override
  public TradingSession open(AccountOptions account) {
    AccountSecrets secrets = new AccountSecrets(account);
    return new CoinbaseSession(
        venue,
        requestTimeout,
        TokenSigner.of(account, secrets, venue.recvWindow().toSeconds()),
        secrets,
        new VenueClock(Clock.systemUTC()));
  }
}
