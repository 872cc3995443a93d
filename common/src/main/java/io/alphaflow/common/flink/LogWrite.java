package io.alphaflow.common.flink;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;

/**
 * An entry on its way to a given partition of a log, as bytes: Flink carries no sealed types.
 *
 * @param partition of the log
 * @param key of the record
 * @param value the entry as JSON
 */
public record LogWrite(int partition, String key, byte[] value) {

  private static final RecordCodec<JournalEntry> JOURNAL = Topics.JOURNAL.codec();
  private static final RecordCodec<MarketEntry> TRADES = Topics.TRADES.codec();

  /** Into the journal, to the partition of an account. */
  public static LogWrite toAccount(String account, JournalEntry entry, int partitions) {
    return toPartition(Partitions.of(account, partitions), entry);
  }

  /** Into the journal; entries for all accounts are written once for each partition. */
  public static LogWrite toPartition(int partition, JournalEntry entry) {
    return new LogWrite(partition, entry.producer(), JOURNAL.encode(entry));
  }

  /** Into the trade log. */
  public static LogWrite toTrades(int partition, MarketEntry entry) {
    return new LogWrite(partition, entry.key(), TRADES.encode(entry));
  }
}
