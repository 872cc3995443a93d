package io.alphaflow.exchange.binance.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.exchange.trading.VenueClock;
import java.time.Clock;
import java.time.Duration;

/**
 * Binance Spot, and every venue that speaks its protocol.
 *
 * @param venue where it is and which instruments are traded
 * @param requestTimeout how long to wait for an answer; above the venue's own limit of 10 s, or a
 *     slow answer would be taken for none
 */
public record BinanceTrading(VenueOptions venue, Duration requestTimeout) implements TradingVenue {

  @Override
  public TradingSession open(AccountOptions account) {
    return new BinanceSession(
        venue, requestTimeout, new Credentials(account), new VenueClock(Clock.systemUTC()));
  }
}
