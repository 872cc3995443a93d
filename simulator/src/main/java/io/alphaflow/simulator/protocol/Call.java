package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.SimAccount;
import java.util.Optional;

/**
 * A request that has passed the door, over HTTP or the WebSocket API.
 *
 * @param params its parameters
 * @param unit of the times in the answer
 * @param account whose it is, when it was signed
 * @param receivedWallMicros wall time at which its first byte was handled, epoch µs
 */
public record Call(
    Params params, VenueTimeUnit unit, Optional<SimAccount> account, long receivedWallMicros) {

  /** Name of the account of a signed request. */
  public String accountName() {
    return account
        .map(SimAccount::name)
        .orElseThrow(() -> new IllegalStateException("the request is not signed"));
  }
}
