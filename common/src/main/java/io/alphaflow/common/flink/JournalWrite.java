package io.alphaflow.common.flink;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;

/**
 * An encoded journal entry with the partition it must go to.
 *
 * @param partition of the journal
 * @param key producer of the entry
 * @param value the entry as JSON
 */
public record JournalWrite(int partition, String key, byte[] value) {

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  /** To the partition of an account. */
  public static JournalWrite toAccount(String account, JournalEntry entry, int partitions) {
    return toPartition(Partitions.of(account, partitions), entry);
  }

  /** To a given partition; entries for all accounts are written once for each. */
  public static JournalWrite toPartition(int partition, JournalEntry entry) {
    return new JournalWrite(partition, entry.producer(), CODEC.encode(entry));
  }
}
