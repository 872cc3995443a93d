package io.alphaflow.cli.strategy;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the desk says to a change.
 *
 * @param standing where the instance stands
 * @param told what was said, in order
 */
record Answer(Standing standing, List<Told> told) {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Waits until the change is obeyed or refused, or the time is over. */
  static Answer await(KafkaOptions kafka, Instance wished, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    RecordCodec<Alert> codec = Topics.ALERTS.codec();
    List<Told> told = new ArrayList<>();
    try (LogReader reader = new LogReader(kafka, List.of(Topics.ALERTS))) {
      Standing standing = Standing.of(wished, told);
      while (!isFinal(standing) && System.nanoTime() < deadline) {
        reader.poll(POLL, in -> take(in, codec, wished, told));
        standing = Standing.of(wished, told);
      }
      return new Answer(standing, told);
    }
  }

  private static void take(
      RawRecord in, RecordCodec<Alert> codec, Instance wished, List<Told> told) {
    try {
      Told.of(codec.decode(in.value()))
          .filter(t -> t.id().equals(wished.id()) && t.version() == wished.version())
          .filter(t -> !told.contains(t))
          .ifPresent(told::add);
    } catch (CodecException e) {
      // Not one that is waited for.
      return;
    }
  }

  private static boolean isFinal(Standing standing) {
    return standing != Standing.PENDING && standing != Standing.WARMING;
  }
}
