package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.SimAccount;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The way every request takes, over HTTP or the WebSocket API: weight, signature, work. */
public final class Gateway {

  /**
   * What a served request led to.
   *
   * @param body the answer
   * @param account whose it was, when it was signed
   */
  public record Served(JsonNode body, Optional<SimAccount> account) {}

  private final RateLimits limits;
  private final LongSupplier wall;

  /** A way into a venue. */
  public Gateway(Venue venue) {
    this.limits = venue.limits();
    this.wall = venue.wall();
  }

  /**
   * Serves a request.
   *
   * @param address whose request weight it uses
   * @param signer finds the account of a signed request
   * @throws ApiException when the answer is an error
   */
  public Served serve(
      ApiMethod method,
      Params params,
      VenueTimeUnit unit,
      String address,
      Supplier<SimAccount> signer,
      long receivedWallMicros) {
    int weight = method.weight().applyAsInt(params);
    limits.charge(address, weight, wall.getAsLong());
    Optional<SimAccount> account = method.signed() ? Optional.of(signer.get()) : Optional.empty();
    JsonNode body = method.answer().apply(new Call(params, unit, account, receivedWallMicros));
    if (method.order()) {
      limits.refund(address, weight, wall.getAsLong());
    }
    return new Served(body, account);
  }
}
