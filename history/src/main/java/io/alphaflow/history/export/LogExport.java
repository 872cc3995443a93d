package io.alphaflow.history.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.history.kafka.LogReading;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Exports a log up to its present end, partition by partition in the order of the log. Trades and
 * bars stand in it once, in order of id or time of their instrument.
 */
public final class LogExport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LogTable table;
  private final ExportOptions options;
  private final Map<String, Long> highest = new HashMap<>();
  private long rows;
  private long repeated;
  private long unreadable;

  private LogExport(LogTable table, ExportOptions options) {
    this.table = table;
    this.options = options;
  }

  /** The names of all logs that can be exported. */
  public static List<String> names() {
    return LogTable.names();
  }

  /**
   * Exports a log.
   *
   * @param what one of {@link #names}
   * @throws IllegalArgumentException when it is none of them
   * @throws IOException when the log cannot be read or the output not be written
   */
  public static ExportSummary run(
      KafkaOptions kafka, String what, ExportOptions options, Output output) throws IOException {
    LogTable table =
        LogTable.named(what)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\"" + what + "\" is not a log, expected one of " + names()));
    LogExport export = new LogExport(table, options);
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties())) {
      List<PartitionInfo> partitions = consumer.partitionsFor(kafka.topic(table.topic()));
      if (partitions.isEmpty()) {
        throw new IOException(
            "there is no topic " + kafka.topic(table.topic()) + " at " + kafka.bootstrapServers());
      }
      try (TableFile file = output.open(table.columns())) {
        for (PartitionInfo partition :
            partitions.stream().sorted(Comparator.comparing(PartitionInfo::partition)).toList()) {
          export.read(consumer, new TopicPartition(partition.topic(), partition.partition()), file);
        }
      }
    } catch (KafkaException e) {
      throw new IOException(
          "the log cannot be read from " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
    }
    return new ExportSummary(export.rows, export.repeated, export.unreadable);
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, TableFile file)
      throws IOException {
    LogReading.toEnd(
        consumer,
        partition,
        0,
        in -> {
          Object[] row;
          try {
            row = row(in.value() == null ? new byte[0] : in.value());
          } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
            unreadable++;
            return;
          }
          if (row != null) {
            file.write(row);
            rows++;
          }
        });
  }

  /** Null when the record is not wanted. */
  private Object[] row(byte[] value) throws IOException {
    JsonNode record = JSON.readTree(value);
    if (!record.isObject()) {
      unreadable++;
      return null;
    }
    if (!table.wants(record) || !options.wantsInstrument(record.path("instrument").asText())) {
      return null;
    }
    Optional<Long> time = options.hasTimes() ? LogTable.time(record) : Optional.empty();
    if (time.isPresent() && !options.wantsTime(time.get())) {
      return null;
    }
    if (isRepeated(record)) {
      repeated++;
      return null;
    }
    return table.row(record);
  }

  private boolean isRepeated(JsonNode record) {
    List<String> identity = table.identity();
    if (identity.isEmpty()) {
      return false;
    }
    StringBuilder series = new StringBuilder();
    for (String field : identity.subList(1, identity.size())) {
      series.append(record.path(field).asText()).append('|');
    }
    long number = record.path(identity.get(0)).asLong();
    Long before = highest.get(series.toString());
    if (before != null && number <= before) {
      return true;
    }
    highest.put(series.toString(), number);
    return false;
  }
}
