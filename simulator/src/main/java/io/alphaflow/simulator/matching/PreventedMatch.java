package io.alphaflow.simulator.matching;

/**
 * A trade of an account with itself that did not happen. Amounts in units of 1e-8.
 *
 * @param id 0, 1, 2 … for each symbol
 * @param account whose orders they are
 * @param takerOrderId the order that arrived
 * @param makerOrderId the order that worked
 * @param price at which they would have traded
 * @param quantity that they would have traded
 * @param takerQuantity what the taker lost; 0 when it went on
 * @param makerQuantity what the maker lost; 0 when it went on
 * @param mode the taker's, which decided
 * @param timeMicros market time
 */
public record PreventedMatch(
    long id,
    String account,
    long takerOrderId,
    long makerOrderId,
    long price,
    long quantity,
    long takerQuantity,
    long makerQuantity,
    SelfTradePrevention mode,
    long timeMicros) {

  /** What an order lost. */
  public long lostBy(long orderId) {
    return orderId == takerOrderId ? takerQuantity : makerQuantity;
  }

  /** The other order. */
  public long counterOrderId(long orderId) {
    return orderId == takerOrderId ? makerOrderId : takerOrderId;
  }
}
