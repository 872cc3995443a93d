/**
 * What the jobs measure of themselves. Nothing here is read by a job: metrics change no state and
 * no output, so they may look at the wall clock where the decision path may not.
 */
package io.alphaflow.common.flink.metrics;
