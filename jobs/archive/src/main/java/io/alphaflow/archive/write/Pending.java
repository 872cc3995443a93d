package io.alphaflow.archive.write;

import io.alphaflow.archive.table.Row;
import io.alphaflow.common.flink.RawRecord;

/**
 * A row on its way to the database.
 *
 * @param row the row
 * @param origin the record it was made of
 * @param lastResort whether it stands for a record of the dead letters that was refused itself, so
 *     that no dead letter follows when it is refused too
 */
public record Pending(Row row, RawRecord origin, boolean lastResort) {}
