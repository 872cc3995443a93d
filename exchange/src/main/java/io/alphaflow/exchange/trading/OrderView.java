package io.alphaflow.exchange.trading;

import io.alphaflow.common.model.InstrumentId;
import java.util.List;

/**
 * What the venue says of one order at one moment. Views may arrive late, twice and in any order.
 *
 * @param instrument what is traded
 * @param clientOrderId the id the order was placed with
 * @param venueOrderId the venue's id
 * @param status where it stands
 * @param cumulativeQuantity filled so far, base, units of 1e-8
 * @param createdTime when the venue accepted it, epoch microseconds UTC
 * @param updatedTime the venue's transaction time of this view, epoch microseconds UTC
 * @param fills the fills that came with it, none in a query's answer; there may be others
 * @param reason why it was refused or ended, empty when the venue says nothing
 * @param quantity what it is for, base, units of 1e-8; 0 when the view does not say
 */
public record OrderView(
    InstrumentId instrument,
    String clientOrderId,
    String venueOrderId,
    OrderStatus status,
    long cumulativeQuantity,
    long createdTime,
    long updatedTime,
    List<Fill> fills,
    String reason,
    long quantity) {

  /** A view that does not say what the order is for. */
  public OrderView(
      InstrumentId instrument,
      String clientOrderId,
      String venueOrderId,
      OrderStatus status,
      long cumulativeQuantity,
      long createdTime,
      long updatedTime,
      List<Fill> fills,
      String reason) {
    this(
        instrument,
        clientOrderId,
        venueOrderId,
        status,
        cumulativeQuantity,
        createdTime,
        updatedTime,
        fills,
        reason,
        0);
  }

  /** Copies the list. */
  public OrderView {
    fills = List.copyOf(fills);
  }
}
