package io.alphaflow.cli.audit;

import io.alphaflow.archive.audit.AuditResult;
import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.AuditVerifier;
import io.alphaflow.archive.audit.Fault;
import io.alphaflow.archive.audit.Heads;
import io.alphaflow.archive.audit.LogCheck;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A check of the audit of a desk.
 *
 * @param result what was found
 * @param heads how many heads were told outside of the database
 * @param compared rows that were compared with their logs; -1 when they were not
 * @param waiting records of the logs that are not archived yet
 */
public record AuditCheck(AuditResult result, long heads, long compared, long waiting) {

  private static final long PATIENCE_MILLIS = 10_000;
  private static final List<Topic<?>> LOGS = List.of(Topics.DECISIONS, Topics.JOURNAL);

  /** Whether nothing is wrong. */
  public boolean isWhole() {
    return result.isWhole();
  }

  /** The first fault, in a sentence. */
  public Optional<String> first() {
    return result.faults().stream().findFirst().map(Fault::toString);
  }

  /**
   * Checks everything there is, with the logs of a desk.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static AuditCheck all(DeskConfig config)
      throws SQLException, IOException, InterruptedException {
    Heads heads = new Heads();
    readHeads(config.kafka(), heads);
    return of(config, AuditScope.ALL, heads, true, rows -> {});
  }

  /**
   * Checks.
   *
   * @param heads that were read before
   * @param withLogs whether the logs are compared as well
   * @throws SQLException when the database cannot be asked
   * @throws IOException when the logs cannot be read
   */
  static AuditCheck of(
      DeskConfig config, AuditScope scope, Heads heads, boolean withLogs, LongConsumer progress)
      throws SQLException, IOException, InterruptedException {
    PGSimpleDataSource database = AuditDatabase.of(config.database());
    AuditResult result =
        new AuditVerifier(database, heads, PATIENCE_MILLIS, progress).verify(scope);
    if (!withLogs) {
      return new AuditCheck(result, heads.size(), -1, 0);
    }
    List<Fault> faults = new ArrayList<>(result.faults());
    long compared = 0;
    long waiting = 0;
    try (PartitionReader logs = new PartitionReader(config.kafka());
        Connection connection = AuditDatabase.snapshot(database)) {
      for (Topic<?> log : LOGS) {
        for (int partition = 0; partition < logs.partitions(log); partition++) {
          long begin = logs.begin(log, partition);
          try (LogCheck check = new LogCheck(connection, scope, log.name(), partition, begin)) {
            logs.forwards(log, partition, begin, in -> accept(check, in), () -> false);
            check.finish().ifPresent(faults::add);
            compared += check.compared();
            waiting += check.waiting();
          }
        }
      }
    }
    return new AuditCheck(
        new AuditResult(result.chains(), faults), heads.size(), compared, waiting);
  }

  private static void accept(LogCheck check, RawRecord in) {
    try {
      check.accept(in);
    } catch (SQLException e) {
      throw new IllegalStateException("the database gave up: " + e.getMessage(), e);
    }
  }

  /** Reads the heads that the archive told. */
  static void readHeads(KafkaOptions kafka, Heads heads) {
    RecordCodec<AuditHead> codec = Topics.AUDIT.codec();
    LogReader.readAll(kafka, in -> add(heads, codec, in.value()), Topics.AUDIT);
  }

  /** Reads heads from a file, one JSON object a line. */
  static void readHeads(Path file, Heads heads) throws IOException {
    RecordCodec<AuditHead> codec = Topics.AUDIT.codec();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines
          .filter(line -> !line.isBlank())
          .forEach(
              line -> {
                if (!add(heads, codec, line.getBytes(StandardCharsets.UTF_8))) {
                  throw new UncheckedIOException(
                      new IOException(file + ": this is no head of an audit chain: " + line));
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean add(Heads heads, RecordCodec<AuditHead> codec, byte[] bytes) {
    try {
      heads.add(codec.decode(bytes));
      return true;
    } catch (CodecException e) {
      // Whoever can write to the log cannot hide a head by writing what is none.
      return false;
    }
  }
}
