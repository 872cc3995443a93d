package io.alphaflow.backtest.data;

import java.io.Serializable;

/**
 * The events of an instrument in a partition.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param slice number of the slice that holds them
 * @param first offset of the first record of the instrument
 * @param last offset of its last one
 */
record TopicLane(String instrument, int slice, long first, long last) implements Serializable {}
