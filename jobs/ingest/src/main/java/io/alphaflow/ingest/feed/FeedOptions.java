package io.alphaflow.ingest.feed;

import java.io.Serializable;

/**
 * What a feed asks for besides trades.
 *
 * @param quotes whether quotes are wanted
 * @param quoteIntervalMicros least wall time between two quotes of an instrument, microseconds; 0
 *     lets all through
 */
public record FeedOptions(boolean quotes, long quoteIntervalMicros) implements Serializable {}
