/**
 * An exchange of our own: it plays recorded trades over the Binance Spot protocol and matches
 * orders against them. Start it with {@link io.alphaflow.simulator.SimulatedExchange#start}.
 *
 * <p>It has two clocks. <em>Market time</em> follows the recording and stands in every event and
 * order. <em>Wall time</em> is this machine's and serves {@code GET /api/v3/time}, {@code
 * timestamp} and {@code recvWindow}. At speed ×700 a latency of 5 ms is 3.5 s of market time.
 */
package io.alphaflow.simulator;
