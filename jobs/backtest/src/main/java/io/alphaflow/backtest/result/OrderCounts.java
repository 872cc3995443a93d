package io.alphaflow.backtest.result;

import java.util.SortedMap;

/**
 * What became of signals and orders.
 *
 * @param signals that strategies gave
 * @param approved decisions that let an order go
 * @param rejected decisions that did not
 * @param rejections by code of the control: how many decisions it was broken in
 * @param orders sent to the venue
 * @param filled of them whole
 * @param refused by the venue, by its reason
 * @param cancelled or expired with something left
 * @param open at the end
 */
public record OrderCounts(
    long signals,
    long approved,
    long rejected,
    SortedMap<String, Long> rejections,
    long orders,
    long filled,
    SortedMap<String, Long> refused,
    long cancelled,
    long open) {}
