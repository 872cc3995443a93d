package io.alphaflow.exchange.binance.limits;

/**
 * How much of a REST host's limit is used by this machine's address.
 *
 * @param weightLimit the venue's limit for each minute
 * @param usedWeight of this minute, as far as known, calls on their way included
 * @param waitingCalls calls that wait for their turn
 * @param sentCalls since the start of the process
 * @param refusals answers 429, 418 and 403 since the start of the process
 * @param pausedMillis how long no call is made because the venue said so; 0 when it did not
 */
public record RequestUsage(
    int weightLimit,
    int usedWeight,
    int waitingCalls,
    long sentCalls,
    long refusals,
    long pausedMillis) {}
