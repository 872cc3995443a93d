package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * The order in whose place another shall stand. Both together never trade more than the larger of
 * what was left of this one and the new order: what this one fills after the decision comes off the
 * new one, and when it fills whole the new one is not placed.
 *
 * @param order as the gate remembers it
 * @param filled of it, as far as the gate had heard at the decision; base, units of 1e-8
 */
public record Replaced(CancelTarget order, @Decimal8 long filled) {}
