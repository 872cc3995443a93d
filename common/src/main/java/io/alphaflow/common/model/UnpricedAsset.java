package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * An asset that an account holds or owes and that no mark gives a price, directly or through
 * others.
 *
 * @param asset which
 * @param quantity how much; negative when it is owed, for example as a fee
 * @param counted what it counts in the equity meanwhile: its cost, 0 when it never had a price
 */
public record UnpricedAsset(String asset, @Decimal8 long quantity, @Decimal8 long counted) {}
