package io.alphaflow.archive.write;

import io.alphaflow.archive.table.Row;
import io.alphaflow.common.flink.RawRecord;

/**
 * A row on its way to the database.
 *
 * @param row the row
 * @param origin the record it was made of
 */
public record Pending(Row row, RawRecord origin) {}
