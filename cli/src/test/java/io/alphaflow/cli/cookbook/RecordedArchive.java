package io.alphaflow.cli.cookbook;

import io.alphaflow.archive.audit.ChainState;
import io.alphaflow.archive.audit.EvidenceReader;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.topic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs of a desk as the archive job would read them, kept as rows of its tables. */
final class RecordedArchive {

  private static final int BATCH = 2_000;

  private final RecordReader reader = new RecordReader();
  private final EvidenceReader evidence = new EvidenceReader();
  private final Map<String, ChainState> chains = new HashMap<>();
  private final Map<String, RecordCodec<?>> codecs = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final Map<Table<?>, List<Row>> rows = new LinkedHashMap<>();

  /** Appends a record to a partition of a log; the archive reads its bytes. */
  <T> RawRecord append(Topic<T> topic, int partition, long timeMicros, T value) {
    @SuppressWarnings("unchecked")
    RecordCodec<T> codec =
        (RecordCodec<T>) codecs.computeIfAbsent(topic.name(), n -> topic.codec());
    long offset = offsets.merge(topic.name() + "/" + partition, 1L, Long::sum) - 1;
    RawRecord record =
        new RawRecord(
            topic.name(),
            partition,
            offset,
            timeMicros / 1_000,
            topic.key().apply(value),
            codec.encode(value));
    try {
      reader.rows(record).forEach(this::keep);
    } catch (CodecException e) {
      throw new IllegalStateException("the archive cannot read " + value, e);
    }
    evidence
        .read(record)
        .flatMap(e -> chains.computeIfAbsent(e.chain().key(), c -> new ChainState()).append(e))
        .map(RecordReader::row)
        .ifPresent(this::keep);
    return record;
  }

  private void keep(Row row) {
    rows.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
  }

  /** Writes all rows with the archive's own statements. */
  void write(Connection database) throws SQLException {
    for (Map.Entry<Table<?>, List<Row>> table : rows.entrySet()) {
      List<Row> all = table.getValue();
      for (int from = 0; from < all.size(); from += BATCH) {
        table.getKey().insert(database, all.subList(from, Math.min(all.size(), from + BATCH)));
      }
    }
  }
}
