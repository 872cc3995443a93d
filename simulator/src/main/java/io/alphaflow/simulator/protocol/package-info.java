/**
 * The Binance Spot protocol as the venue speaks it: parameters, signatures, limits, errors and
 * JSON.
 *
 * <p>Written from the venue's documentation and on purpose without any of the desk's protocol code:
 * sharing it would let both sides agree on the same mistake.
 */
package io.alphaflow.simulator.protocol;
