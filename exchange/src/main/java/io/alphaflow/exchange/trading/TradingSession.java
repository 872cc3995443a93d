package io.alphaflow.exchange.trading;

import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One account at one venue. Every call returns at once; its future completes on a thread of the
 * adapter. Nothing is retried: a caller that gets no answer knows that it got none.
 *
 * <p>Futures of {@link #submit}, {@link #replace}, {@link #amend}, {@link #resolve} and {@link
 * #cancel} always complete with a result; those of the queries fail with a {@link VenueException}.
 *
 * <p>What every adapter must keep, and {@code TradingSessionContract} in the tests checks for each:
 *
 * <ul>
 *   <li>{@link SubmitResult.Rejected} only when the order certainly was not placed. Whatever leaves
 *       a doubt (no answer, a broken or unreadable one, a failure inside the venue, the word that
 *       the client order id is known already) is {@link SubmitResult.Unknown}.
 *   <li>What the venue cannot take ({@link VenueCapabilities#refusal}) is rejected; with code 0
 *       when it was not even sent.
 *   <li>When the venue asks to wait, nothing but cancels is sent until then: orders are rejected or
 *       deferred, queries fail.
 *   <li>Fills of an order have numbers that are the same in every answer and rise with time, also
 *       where the venue names them by text, see {@link FillNumbers}.
 *   <li>No key, secret, token or signature stands in a result, a message or a log.
 * </ul>
 */
public interface TradingSession extends AutoCloseable {

  /** The venue's rules about repeated and lost orders. */
  VenueCapabilities capabilities();

  /** Measures the clock and opens connections; failing it does not matter. */
  CompletableFuture<Void> warmUp();

  /**
   * Places an order, once.
   *
   * @return the result to come, and when the request was signed, so that absence can be proved
   */
  Submission submit(NewOrder order);

  /** Asks for an order by our id. */
  CompletableFuture<ResolveResult> resolve(InstrumentId instrument, String clientOrderId);

  /** Cancels an order by our id. */
  CompletableFuture<CancelResult> cancel(InstrumentId instrument, String clientOrderId);

  /**
   * Cancels an order, by our id, of which nothing is filled, and then places another of the same
   * instrument, in one request. Only where the venue can ({@link VenueCapabilities#replaces}):
   * otherwise nothing is sent.
   *
   * @return the result to come, and when the request was signed, so that absence can be proved
   */
  default Replacement replace(String clientOrderId, NewOrder order) {
    String reason = "the venue replaces no orders";
    return new Replacement(
        0,
        CompletableFuture.completedFuture(
            new ReplaceResult(
                new CancelResult.Refused(0, reason, 0), new SubmitResult.Rejected(0, reason))));
  }

  /**
   * Places two orders of which one cancels the other, once. Only where the venue can ({@link
   * VenueCapabilities#pairs}): otherwise nothing is sent.
   *
   * @return the result to come, and when the request was signed, so that absence can be proved
   */
  default PairSubmission submit(NewPair pair) {
    return new PairSubmission(
        0,
        CompletableFuture.completedFuture(
            PairResult.of(
                new SubmitResult.Rejected(
                    0, "the venue has no pairs of orders of which one cancels the other"))));
  }

  /**
   * Makes an order smaller, by our id, where it stands. Only where the venue can ({@link
   * VenueCapabilities#amends}): otherwise nothing is sent.
   *
   * @param quantity what it shall be for, with what is filled, base, units of 1e-8
   * @return the result to come, and when the request was signed, so that it can be proved that it
   *     never arrives
   */
  default Amendment amend(InstrumentId instrument, String clientOrderId, long quantity) {
    return new Amendment(
        0,
        CompletableFuture.completedFuture(
            new AmendResult.Refused(0, "the venue makes no order smaller", 0)));
  }

  /** The working orders of an instrument, without fills. */
  CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument);

  /**
   * The account's trades of an instrument from a trade id on, ascending. Where ids are made from
   * times, a few from before may be among them.
   */
  CompletableFuture<List<OrderFill>> tradesFrom(InstrumentId instrument, long tradeId);

  /** All trades of an order so far, ascending. */
  CompletableFuture<List<Fill>> tradesOf(InstrumentId instrument, String venueOrderId);

  /** The account's balances, sorted by asset, with the venue's time. */
  CompletableFuture<AccountView> account();

  /**
   * What the key may do.
   *
   * @return fails with a {@link VenueException} also when the venue does not tell
   */
  default CompletableFuture<KeyPermissions> keyPermissions() {
    return CompletableFuture.failedFuture(
        new VenueException(0, "the venue does not tell what a key may do"));
  }

  /** The venue's wall clock now, epoch microseconds UTC. */
  CompletableFuture<Long> serverTime();

  /** How long to wait before orders, or anything, may be sent. Answered from what is known. */
  default VenuePause pause() {
    return VenuePause.NONE;
  }

  /** Starts the stream of user events, which reconnects until the session is closed. */
  void listen(UserEvents events);

  @Override
  void close();

  /**
   * The balances of an account.
   *
   * @param time the venue's time of the statement, epoch microseconds UTC
   * @param balances sorted by asset
   */
  record AccountView(long time, List<AssetBalance> balances) {}

  /**
   * An order on its way.
   *
   * @param sentTime the venue's wall clock that the request was signed with, epoch microseconds
   *     UTC: the request is void {@code recvWindow} later, where the venue lets requests expire
   * @param result what became of it
   */
  record Submission(long sentTime, CompletableFuture<SubmitResult> result) {}

  /**
   * An order on its way to the place of another.
   *
   * @param sentTime as of a {@link Submission}
   * @param result what became of both
   */
  record Replacement(long sentTime, CompletableFuture<ReplaceResult> result) {}

  /**
   * A pair of orders on its way.
   *
   * @param sentTime as of a {@link Submission}
   * @param result what became of both
   */
  record PairSubmission(long sentTime, CompletableFuture<PairResult> result) {}

  /**
   * A change of an order on its way.
   *
   * @param sentTime as of a {@link Submission}
   * @param result what became of it
   */
  record Amendment(long sentTime, CompletableFuture<AmendResult> result) {}
}
