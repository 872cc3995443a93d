/**
 * Incremental indicators: each update takes constant time and constant memory and allocates
 * nothing.
 *
 * <p>Windows never subtract the value that leaves. They are cut into blocks as long as the window:
 * of the block before, the aggregates of all its ends (suffixes) are kept; of the block under way,
 * the aggregate so far; the window is always one suffix joined with that. So a rounding error, or a
 * value far from the others, leaves the window together with its value, and nothing drifts however
 * long it runs. This is van Herk's and Gil and Werman's method for extremes (Pattern Recognition
 * Letters 13, 1992; IEEE PAMI 15, 1993), which serves every associative aggregate. Folding a full
 * block costs its length once in that many updates.
 *
 * <p>All classes are plain and mutable with a no-argument constructor for the state codec; their
 * fields are their stored form.
 */
package io.alphaflow.indicator;
