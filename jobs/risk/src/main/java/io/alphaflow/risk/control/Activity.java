package io.alphaflow.risk.control;

import java.util.OptionalLong;

/**
 * What an account and a strategy instance have done lately.
 *
 * @param lastEqualOrder logical time when an equal order was approved last, or rejected as its
 *     duplicate, when it is remembered
 * @param ordersOfStrategy orders left in the strategy's bucket; {@code Long.MAX_VALUE} without a
 *     limit
 * @param ordersOfAccount orders left in the account's bucket, likewise
 * @param messages orders and cancellations of the account within the window of the limit
 * @param fills fills of the account within it
 */
public record Activity(
    OptionalLong lastEqualOrder,
    long ordersOfStrategy,
    long ordersOfAccount,
    long messages,
    long fills) {}
