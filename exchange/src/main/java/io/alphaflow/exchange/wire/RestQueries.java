package io.alphaflow.exchange.wire;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.TradingSession.AccountView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What can be asked about an account at a venue with orders of its own ids. Futures fail with a
 * {@link io.alphaflow.exchange.trading.VenueException}.
 */
public interface RestQueries {

  /** An order by the venue's id. */
  CompletableFuture<Optional<OrderView>> order(InstrumentId instrument, String venueOrderId);

  /** An order by our id. */
  CompletableFuture<Optional<OrderView>> byClientId(InstrumentId instrument, String clientOrderId);

  /** The working orders of an instrument. */
  CompletableFuture<List<OrderView>> open(InstrumentId instrument);

  /** The account's trades of an instrument from a number on, ascending. */
  CompletableFuture<List<OrderFill>> fillsFrom(InstrumentId instrument, long number);

  /** All trades of an order so far, ascending. */
  CompletableFuture<List<Fill>> fillsOf(InstrumentId instrument, String venueOrderId);

  /** The account's balances. */
  CompletableFuture<AccountView> account();

  /** The venue's wall clock, epoch microseconds UTC. */
  CompletableFuture<Long> serverTime();
}
