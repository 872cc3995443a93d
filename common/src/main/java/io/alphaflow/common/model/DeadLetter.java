package io.alphaflow.common.model;

/**
 * An input that could not be used, whole, with the reason.
 *
 * @param source the job that refused it
 * @param topic where it came from: a topic, or a stream of a venue
 * @param partition partition there; 0 for a stream
 * @param offset offset there; of a stream, the venue's id or a running number
 * @param time venue time as far as it could be read, epoch microseconds UTC; 0 when unknown
 * @param code for example {@code QUANTITY_NOT_POSITIVE}
 * @param reason what is wrong, in a sentence
 * @param raw the bytes, Base64
 */
public record DeadLetter(
    String source,
    String topic,
    int partition,
    long offset,
    long time,
    String code,
    String reason,
    String raw) {}
