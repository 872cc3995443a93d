package io.alphaflow.exchange.trading;

/**
 * How long the venue, or our own budget of its limits, wants us to wait from now on.
 *
 * @param placingMillis until a new order may be sent; 0 when one may be sent now
 * @param everythingMillis until anything may be sent, cancels as well: the venue has banned us; 0
 *     when it has not
 * @param reason why, empty when there is nothing to wait for
 */
public record VenuePause(long placingMillis, long everythingMillis, String reason) {

  /** There is nothing to wait for. */
  public static final VenuePause NONE = new VenuePause(0, 0, "");
}
