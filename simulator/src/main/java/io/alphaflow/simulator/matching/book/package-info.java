/**
 * Price-time priority as plain Java: one interface, a naive implementation that is easy to believe
 * and a fast one that is held against it.
 *
 * <p>Amounts are {@code long} in units of 1e-8. No class is thread-safe; nothing reads a clock.
 */
package io.alphaflow.simulator.matching.book;
