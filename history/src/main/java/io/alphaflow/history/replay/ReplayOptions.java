package io.alphaflow.history.replay;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.history.kafka.OffsetRange;

/**
 * What is copied, where to and how fast.
 *
 * @param kafka where both topics are
 * @param source full name of the topic that is read
 * @param target full name of the topic that is written
 * @param from time before which records are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 * @param offsets where to begin and end to read
 * @param speed seconds of the records' time for each second; infinite for as fast as it goes
 * @param keepTimestamps whether copies carry Kafka's time stamps of the originals, else of the copy
 * @param again whether what an earlier replay copied is copied once more
 */
public record ReplayOptions(
    KafkaOptions kafka,
    String source,
    String target,
    long from,
    long to,
    OffsetRange offsets,
    double speed,
    boolean keepTimestamps,
    boolean again) {

  /** The same, as far as it decides what is copied: a replay that is continued must agree in it. */
  String extent() {
    return from + ".." + to + " " + offsets.from() + ".." + offsets.to();
  }

  /** Names the replay at the brokers: progress is kept under it, and it runs once at a time. */
  String name() {
    return "alphaflow-replay-" + source + "-into-" + target;
  }
}
