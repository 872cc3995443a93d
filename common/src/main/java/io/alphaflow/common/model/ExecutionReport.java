package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;

/**
 * What happened to an order at the venue.
 *
 * <p>The reports of one order stand in a canonical order that follows from the venue's facts:
 * ACCEPTED, the fills by venue trade id, then the end. So {@code sequence} means the same after a
 * crash, when the reports are made again from the venue's answers.
 *
 * <p>When an order became smaller among its fills, the venue does not tell. So AMENDED reports
 * stand outside of that order, wherever they were heard: their {@code sequence} is {@link
 * #amendment}, a range of its own. They say how much the order is for, and mean the same whenever
 * they are read, and twice: an order only becomes smaller. The other reports say how much it was
 * placed for, and the last of all how much it was for in the end.
 *
 * @param account our name of the account
 * @param strategy the strategy instance whose signal led to the order
 * @param instrument {@code venue:BASE/QUOTE}
 * @param clientOrderId our id of the order
 * @param decision sequence of the decision that approved it
 * @param sequence counted from 1 for each order; of an amendment see {@link #amendment}
 * @param executionType what happened
 * @param side side of the order
 * @param orderQuantity quantity of the order, base, units of 1e-8; of an amendment and of the last
 *     report as amended, of others as placed. Of an order by an amount the most that it was to
 *     trade, and in the report of its last fill what it traded
 * @param venueOrderId the venue's id, empty when it has none
 * @param venueTradeId of a fill, otherwise 0
 * @param lastQuantity of a fill, otherwise 0
 * @param lastPrice of a fill, otherwise 0
 * @param cumulativeQuantity filled so far, this fill included; 0 in the report of an amendment
 * @param fee of a fill, in {@code feeAsset}, otherwise 0
 * @param feeAsset asset of the fee, empty when there is none
 * @param maker whether the fill made liquidity
 * @param last whether the order can change no more after this report
 * @param time the venue's transaction time, epoch microseconds UTC: data, it does not move the
 *     logical clock
 * @param reason why it was refused or ended, empty when it goes without saying
 * @param signal identity of the signal that led to the order, see {@link
 *     io.alphaflow.common.identity.SignalId}; empty when it is not known: in older records, and of
 *     orders that were taken over
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
    String reason,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String signal)
    implements JournalEntry {

  /** Beyond the number of fills that any order has. */
  private static final long FIRST_AMENDMENT = 1L << 40;

  /** Fills in what an older record lacks. */
  public ExecutionReport {
    signal = signal == null ? "" : signal;
  }

  /** A report of an order of which the signal is not known. */
  public ExecutionReport(
      String account,
      String strategy,
      String instrument,
      String clientOrderId,
      long decision,
      long sequence,
      ExecutionType executionType,
      Side side,
      long orderQuantity,
      String venueOrderId,
      long venueTradeId,
      long lastQuantity,
      long lastPrice,
      long cumulativeQuantity,
      long fee,
      String feeAsset,
      boolean maker,
      boolean last,
      long time,
      String reason) {
    this(
        account,
        strategy,
        instrument,
        clientOrderId,
        decision,
        sequence,
        executionType,
        side,
        orderQuantity,
        venueOrderId,
        venueTradeId,
        lastQuantity,
        lastPrice,
        cumulativeQuantity,
        fee,
        feeAsset,
        maker,
        last,
        time,
        reason,
        "");
  }

  /** What its order is followed by: the signal that led to it, or its own id. */
  public String correlation() {
    return signal.isEmpty() ? clientOrderId : signal;
  }

  /** The sequence of the report that an order was made smaller by a decision. */
  public static long amendment(long decision) {
    return FIRST_AMENDMENT + decision;
  }

  @Override
  public String producer() {
    return (executionType == ExecutionType.AMENDED ? "amendment/" : "execution/") + clientOrderId;
  }

  @Override
  public boolean contiguous() {
    return executionType != ExecutionType.AMENDED;
  }
}
