package io.alphaflow.common.capture;

/**
 * A message of a raw capture.
 *
 * @param receivedNanos when it was received, the recorder's clock, epoch nanoseconds UTC
 * @param text the message as it came
 */
public record CaptureLine(long receivedNanos, String text) {}
