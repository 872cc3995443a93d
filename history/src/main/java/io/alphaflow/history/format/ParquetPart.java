package io.alphaflow.history.format;

import java.util.Map;

/**
 * What a table holds of one instrument and interval.
 *
 * @param instrument {@code venue:BASE/QUOTE}; empty when the table does not say it
 * @param interval of bars; empty when the table does not say it
 * @param only the texts that columns hold in its rows, by the column's number
 */
public record ParquetPart(String instrument, String interval, Map<Integer, String> only) {}
