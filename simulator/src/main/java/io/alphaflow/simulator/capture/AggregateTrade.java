package io.alphaflow.simulator.capture;

/**
 * Captured trades that one order made at one price. Amounts in units of 1e-8.
 *
 * @param id of the aggregate
 * @param firstTradeId of the trades in it
 * @param lastTradeId of the trades in it
 * @param timeMicros epoch µs UTC
 */
public record AggregateTrade(
    long id,
    long price,
    long quantity,
    long firstTradeId,
    long lastTradeId,
    boolean buyerIsMaker,
    long timeMicros) {}
