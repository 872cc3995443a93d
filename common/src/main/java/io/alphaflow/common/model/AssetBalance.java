package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * What an account holds of one asset.
 *
 * @param asset for example {@code BTC}
 * @param free available for orders, units of 1e-8
 * @param locked held by open orders
 */
public record AssetBalance(String asset, @Decimal8 long free, @Decimal8 long locked) {}
