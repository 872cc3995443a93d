package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * The top of a venue's order book.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param updateId the venue's update number: increases for each instrument, the identity
 * @param bid best bid price, units of 1e-8
 * @param bidQuantity base quantity at the bid
 * @param ask best ask price
 * @param askQuantity base quantity at the ask
 * @param ingestTime our wall clock when it was accepted, epoch microseconds UTC (the venue gives no
 *     time of its own)
 */
public record Quote(
    String instrument,
    long updateId,
    @Decimal8 long bid,
    @Decimal8 long bidQuantity,
    @Decimal8 long ask,
    @Decimal8 long askQuantity,
    long ingestTime) {}
