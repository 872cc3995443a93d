package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Level;

/**
 * A person wants the positions of a level closed, until the level is resumed.
 *
 * @param level whose
 * @param reason who and why
 */
record FlattenOrder(Level level, String reason) {}
