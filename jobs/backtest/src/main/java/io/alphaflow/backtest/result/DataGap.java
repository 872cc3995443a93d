package io.alphaflow.backtest.result;

/**
 * A stretch of the data without an event where one was to be expected.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param from end of what came before, epoch microseconds UTC
 * @param to start of what came after
 * @param missing how many bars, or trade ids, are missing
 */
public record DataGap(String instrument, long from, long to, long missing) {}
