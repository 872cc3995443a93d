package io.alphaflow.history.kafka;

/**
 * How far a series has come on the log.
 *
 * @param last the highest sequence number or trade id
 * @param seenAt the partition's heartbeat when the series was first seen: only later ones bind it
 */
record Mark(long last, long seenAt) {}
