package io.alphaflow.backtest.data;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.kafka.OffsetRange;
import java.util.Optional;

/**
 * What is wanted of a log.
 *
 * @param kafka where it is
 * @param topic its full name, which ends with {@code trades} or {@code bars}
 * @param symbols of what
 * @param interval of bars, when it was said
 * @param from time before which events are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 * @param offsets where to begin and end to read
 */
public record TopicQuery(
    KafkaOptions kafka,
    String topic,
    Symbols symbols,
    Optional<BarSpec> interval,
    long from,
    long to,
    OffsetRange offsets) {}
