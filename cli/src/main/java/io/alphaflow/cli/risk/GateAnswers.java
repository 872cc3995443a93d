package io.alphaflow.cli.risk;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Waits for what the gate says to commands. Opened before they are sent, so that nothing is missed
 * and no old alert has to be read.
 */
final class GateAnswers implements AutoCloseable {

  /** The gate obeyed. */
  static final String OBEYED = "COMMAND_OBEYED";

  /** The command is not newer than the person's last one. */
  static final String REPEATED = "COMMAND_REPEATED";

  /** What settles a command; other alerts that it causes do not. */
  private static final Set<String> SETTLED =
      Set.of(OBEYED, REPEATED, "COMMAND_REFUSED", "INVALID_ENTRY", "JOURNAL_CONFLICT");

  private static final String SOURCE = "risk";
  private static final Duration POLL = Duration.ofMillis(100);

  private final LogReader alerts;
  private final RecordCodec<Alert> codec = Topics.ALERTS.codec();

  GateAnswers(KafkaOptions kafka) {
    alerts = LogReader.atEnd(kafka, List.of(Topics.ALERTS));
  }

  /**
   * Waits until the command is settled at each place, or the time is over.
   *
   * @return the answers there are, by partition
   */
  SortedMap<Integer, Alert> await(Map<Integer, Long> offsets, Duration patience) {
    SortedMap<Integer, Alert> answers = new TreeMap<>();
    long deadline = System.nanoTime() + patience.toNanos();
    while (answers.size() < offsets.size() && System.nanoTime() < deadline) {
      alerts.poll(POLL, in -> answer(in).ifPresent(a -> take(a, offsets, answers)));
    }
    return answers;
  }

  private Optional<Alert> answer(RawRecord in) {
    try {
      return Optional.of(codec.decode(in.value()))
          .filter(a -> a.source().equals(SOURCE) && SETTLED.contains(a.code()));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private static void take(
      Alert alert, Map<Integer, Long> offsets, SortedMap<Integer, Alert> answers) {
    offsets.forEach(
        (partition, offset) -> {
          if (alert.id().equals("journal-" + partition + "-" + offset + "-" + alert.code())) {
            answers.put(partition, alert);
          }
        });
  }

  @Override
  public void close() {
    alerts.close();
  }
}
