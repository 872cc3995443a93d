package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * What happened to an order at the venue.
 *
 * <p>The reports of one order stand in a canonical order that follows from the venue's facts:
 * ACCEPTED, the fills by venue trade id, then the end. So {@code sequence} means the same after a
 * crash, when the reports are made again from the venue's answers.
 *
 * @param account our name of the account
 * @param strategy the strategy instance whose signal led to the order
 * @param instrument {@code venue:BASE/QUOTE}
 * @param clientOrderId our id of the order
 * @param decision sequence of the decision that approved it
 * @param sequence counted from 1 for each order
 * @param executionType what happened
 * @param side side of the order
 * @param orderQuantity quantity of the order, base, units of 1e-8
 * @param venueOrderId the venue's id, empty when it has none
 * @param venueTradeId of a fill, otherwise 0
 * @param lastQuantity of a fill, otherwise 0
 * @param lastPrice of a fill, otherwise 0
 * @param cumulativeQuantity filled so far, this fill included
 * @param fee of a fill, in {@code feeAsset}, otherwise 0
 * @param feeAsset asset of the fee, empty when there is none
 * @param maker whether the fill made liquidity
 * @param last whether the order can change no more after this report
 * @param time the venue's transaction time, epoch microseconds UTC: data, it does not move the
 *     logical clock
 * @param reason why it was refused or ended, empty when it goes without saying
 */
public record ExecutionReport(
    String account,
    String strategy,
    String instrument,
    String clientOrderId,
    long decision,
    long sequence,
    ExecutionType executionType,
    Side side,
    @Decimal8 long orderQuantity,
    String venueOrderId,
    long venueTradeId,
    @Decimal8 long lastQuantity,
    @Decimal8 long lastPrice,
    @Decimal8 long cumulativeQuantity,
    @Decimal8 long fee,
    String feeAsset,
    boolean maker,
    boolean last,
    long time,
    String reason)
    implements JournalEntry {

  @Override
  public String producer() {
    return "execution/" + clientOrderId;
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
