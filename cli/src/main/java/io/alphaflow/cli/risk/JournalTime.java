package io.alphaflow.cli.risk;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;

/** The desk's logical time as its journal has it: what the gate goes by. */
public final class JournalTime {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private long reached;

  private JournalTime() {}

  /**
   * The time that the journal has reached, in whichever of its partitions is ahead.
   *
   * @return epoch microseconds UTC; 0 when there is none yet
   */
  public static long reached(KafkaOptions kafka) throws IOException {
    long latest = 0;
    try (PartitionReader reader = new PartitionReader(kafka)) {
      for (int partition = 0; partition < kafka.journalPartitions(); partition++) {
        JournalTime time = new JournalTime();
        reader.backwards(
            Topics.JOURNAL, partition, in -> time.take(in.value()), () -> time.reached > 0);
        latest = Math.max(latest, time.reached);
      }
    }
    return latest;
  }

  private void take(byte[] value) {
    try {
      JournalEntry entry = codec.decode(value);
      if (entry instanceof Mark mark) {
        reached = Math.max(reached, mark.time());
      } else if (entry instanceof ClockTick tick) {
        reached = Math.max(reached, tick.time());
      }
    } catch (CodecException e) {
      // The gate passes over it, too.
      return;
    }
  }
}
