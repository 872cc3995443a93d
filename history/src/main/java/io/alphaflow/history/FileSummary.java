package io.alphaflow.history;

import io.alphaflow.history.plan.PlannedFile;

/**
 * What became of a file.
 *
 * @param file the file
 * @param rows rows that were read, bad ones counted; 0 when an earlier import was done with it
 * @param written records that were new at one of the targets
 * @param present records that were there already
 * @param bad lines that were not used
 * @param rounded amounts that had more than eight decimals
 * @param nanos how long it took
 * @param problem why it was given up, empty when it was not
 */
public record FileSummary(
    PlannedFile file,
    long rows,
    long written,
    long present,
    long bad,
    long rounded,
    long nanos,
    String problem) {}
