package io.alphaflow.archive.table;

/**
 * A row to write.
 *
 * @param table where to
 * @param values in the order of the table's columns
 */
public record Row(Table<?> table, Object[] values) {}
