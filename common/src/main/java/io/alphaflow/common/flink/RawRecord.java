package io.alphaflow.common.flink;

/**
 * A Kafka record as it was read, not yet decoded: what cannot be decoded goes to the dead letters
 * whole, with its place.
 *
 * @param topic topic name without the configured prefix
 * @param partition partition
 * @param offset offset in the partition
 * @param timestamp Kafka's time stamp, epoch milliseconds: when it was written, wall clock
 * @param key key as text, empty when there is none
 * @param value the bytes
 */
public record RawRecord(
    String topic, int partition, long offset, long timestamp, String key, byte[] value) {}
