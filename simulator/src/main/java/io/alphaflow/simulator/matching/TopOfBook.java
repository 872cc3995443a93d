package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;

/**
 * The synthetic book of a symbol: one level to each side of the last trade.
 *
 * @param bid what a seller gets
 * @param ask what a buyer pays
 * @param size quantity at each
 * @param lastPrice of the trade that made it
 */
public record TopOfBook(long bid, long ask, long size, long lastPrice) {

  /** The price at which an order of this side fills at once. */
  public long takerPrice(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  /** Whether an order with this limit fills at once. */
  public boolean isMarketable(Side side, long limit) {
    return side == Side.BUY ? limit >= ask : limit <= bid;
  }
}
