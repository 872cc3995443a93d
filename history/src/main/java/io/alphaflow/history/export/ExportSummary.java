package io.alphaflow.history.export;

/**
 * What was exported.
 *
 * @param rows rows that were written
 * @param repeated records that repeat one before and were left out
 * @param unreadable records that are not what the log should hold
 */
public record ExportSummary(long rows, long repeated, long unreadable) {}
