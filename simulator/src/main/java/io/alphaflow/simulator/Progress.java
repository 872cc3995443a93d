package io.alphaflow.simulator;

/**
 * How far playback is.
 *
 * @param tradesSent trades made so far
 * @param total trades in all recordings
 * @param marketTimeMicros market time now, epoch µs UTC
 * @param finished whether the last trade has been made
 */
public record Progress(long tradesSent, long total, long marketTimeMicros, boolean finished) {}
