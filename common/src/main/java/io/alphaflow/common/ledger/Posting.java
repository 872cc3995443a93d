package io.alphaflow.common.ledger;

import io.alphaflow.common.model.Side;

/**
 * One change of a position, as a ledger booked it and for whom. The positions of an account are the
 * sums of its postings, so whoever keeps them by strategy gets the same quantities, fees and gains.
 *
 * @param kind what changed
 * @param account whose ledger
 * @param strategy the strategy instance; {@link #UNASSIGNED} when it belongs to none
 * @param instrument the position
 * @param quantity base, with a sign
 * @param amount in quote: notional of a fill, worth of a fee or of a transfer
 * @param price of a fill, otherwise 0
 */
public record Posting(
    Kind kind,
    String account,
    String strategy,
    String instrument,
    long quantity,
    long amount,
    long price) {

  /** Whose what is that no strategy instance bought, the same name as the risk gate's. */
  public static final String UNASSIGNED = "unassigned";

  /** What changed. */
  public enum Kind {
    /** Bought or sold. */
    FILL,
    /** A fee by its worth; the quantity it may take is a transfer. */
    FEE,
    /** Quantity without money, at its worth. */
    TRANSFER,
    /** Quantity that has no price yet. */
    PENDING,
    /** The first price of what had none: the amount is its worth. */
    FIRST_PRICE
  }

  /** Changes the position. */
  void to(Position position) {
    switch (kind) {
      case FILL ->
          position.fill(quantity < 0 ? Side.SELL : Side.BUY, Math.absExact(quantity), amount);
      case FEE -> position.fee(amount);
      case TRANSFER -> position.transfer(quantity, amount);
      case PENDING -> position.open(quantity);
      case FIRST_PRICE -> position.take(amount);
    }
  }
}
