package io.alphaflow.risk.control;

/**
 * What an account has, seen from one instrument, before the order in question.
 *
 * @param position base quantity held, negative when short
 * @param workingBuys base quantity that working buy orders can still buy
 * @param workingSells base quantity that working sell orders can still sell
 * @param freeQuote balance of the quote asset less what working orders hold, by the ledger or the
 *     venue, whichever says less after a reconciliation break
 * @param freeBase balance of the base asset likewise
 * @param equity of the account in its currency
 * @param soldFor base quantity that protective exits (and fees) took for the strategy whose sale
 *     this is, and that no sale of its own accounts for yet; 0 for all but a strategy's sale of a
 *     certain size
 */
public record Holdings(
    long position,
    long workingBuys,
    long workingSells,
    long freeQuote,
    long freeBase,
    long equity,
    long soldFor) {

  /** Of an account or an instrument that is not known. */
  public static final Holdings NONE = new Holdings(0, 0, 0, 0, 0, 0, 0);

  /** Base quantity that a sell order may have and still only reduce the position. */
  public long sellable() {
    return Math.max(0, Math.min(Math.subtractExact(position, workingSells), freeBase));
  }

  /** Base quantity that a buy order may have and still only reduce a short position. */
  public long coverable() {
    return Math.max(0, Math.negateExact(Math.addExact(position, workingBuys)));
  }
}
