package io.alphaflow.exchange.trading;

/**
 * What the venue lets the key of an account do.
 *
 * @param trading whether it may place orders
 * @param withdrawals whether it may send the account's money away: a desk must not have such a key
 * @param anyAddress whether it may be used from any address
 */
public record KeyPermissions(boolean trading, boolean withdrawals, boolean anyAddress) {}
