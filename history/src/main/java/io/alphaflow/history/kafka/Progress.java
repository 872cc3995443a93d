package io.alphaflow.history.kafka;

/**
 * How far a file is imported.
 *
 * @param rows rows of the file that are done
 * @param lastTime of the last record, epoch microseconds UTC
 * @param finished whether all are
 */
record Progress(long rows, long lastTime, boolean finished) {

  static final Progress NONE = new Progress(0, 0, false);
}
