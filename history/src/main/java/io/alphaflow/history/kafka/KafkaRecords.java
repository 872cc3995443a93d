package io.alphaflow.history.kafka;

import io.alphaflow.history.FileImport;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one file on their way to the log. Rows that an interrupted import brought there
 * are passed over; a record that the log has is left alone; one that would have to stand before
 * what the log has is refused.
 *
 * @param <T> record type
 */
final class KafkaRecords<T> implements FileImport<T> {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRecords.class);

  private final KafkaImport target;
  private final KafkaProducer<byte[], byte[]> producer;
  private final LogKind<T> kind;
  private final PlannedFile file;
  private final TopicPartition partition;
  private final String topicId;
  private final Series series;
  private final String fileKey;
  private final byte[] key;
  private final Rejects rejects;
  private final long ingestTime;
  private final long doneBefore;

  private long row;
  private long lastTime;
  private boolean anyOnLog;
  private long lastOnLog;
  private final long seenAt;
  private final long notBefore;
  private KnownIds known;
  private boolean open;
  private int inTransaction;
  private long sent;
  private Future<RecordMetadata> first;
  private Future<RecordMetadata> last;
  private long written;
  private long present;

  KafkaRecords(
      KafkaImport target,
      LogKind<T> kind,
      PlannedFile file,
      String topicId,
      TopicPartition partition,
      Rejects rejects,
      long ingestTime) {
    this.target = target;
    this.producer = target.producer();
    this.kind = kind;
    this.file = file;
    this.partition = partition;
    this.topicId = topicId;
    this.rejects = rejects;
    this.ingestTime = ingestTime;
    this.series =
        new Series(
            topicId,
            file.instrument().toString(),
            file.interval().map(Object::toString).orElse(""));
    this.key = series.instrument().getBytes(StandardCharsets.UTF_8);
    this.fileKey =
        String.join("|", series.key(), file.hash(), file.entry().name(), file.format().reading());
    this.doneBefore = target.state().progress(fileKey).rows();
    Mark mark = target.state().mark(series);
    this.anyOnLog = mark != null;
    this.lastOnLog = mark == null ? 0 : mark.last();
    this.seenAt = mark == null ? reached().heartbeat() : mark.seenAt();
    this.notBefore = reached().notBefore(mark, series.instrument());
  }

  @Override
  public boolean isFinished() {
    return target.state().progress(fileKey).finished();
  }

  @Override
  public long rowsDone() {
    return doneBefore;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public long present() {
    return present;
  }

  @Override
  public void accept(T value, long number, long line) throws IOException {
    if (number <= doneBefore) {
      return;
    }
    row = number;
    lastTime = kind.time(value);
    long id = kind.id(value);
    if (anyOnLog && id <= lastOnLog) {
      requireIds();
      compare(value, id, line);
      return;
    }
    if (lastTime < notBefore) {
      throw new IOException(
          "line %d: the log says that no trade of %s before %s follows"
              .formatted(line, series.instrument(), text(notBefore)));
    }
    try {
      send(value, id);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private void send(T value, long id) throws IOException {
    if (!open) {
      producer.beginTransaction();
      open = true;
    }
    if (anyOnLog) {
      Optional<byte[]> between = kind.between(value, lastOnLog, ingestTime);
      if (between.isPresent()) {
        send(between.get());
      }
    }
    send(kind.encode(value));
    written++;
    anyOnLog = true;
    lastOnLog = id;
    if (++inTransaction >= target.rowsPerTransaction()) {
      commit(false);
    }
  }

  private Reached reached() {
    return target.state().reached(topicId, partition.partition());
  }

  private void send(byte[] value) {
    sent++;
    last =
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value));
    if (first == null) {
      first = last;
    }
  }

  /** Numbers that were given to other trades say nothing about these. */
  private void requireIds() throws IOException {
    boolean numbered = file.interval().isEmpty() && !file.format().hasIds();
    if (numbered && doneBefore == 0) {
      throw new IOException(
          ("%s: its trades have no ids and are numbered in the order of the files of one command; the"
                  + " log has %d trades of %s already that this command did not begin with. Import all"
                  + " of its files with one command, in the order of time, into topics that do not"
                  + " have it (another --topic-prefix)")
              .formatted(file.entry().label(), lastOnLog, series.instrument()));
    }
  }

  private void compare(T value, long id, long line) throws IOException {
    if (known == null) {
      known = knownIds();
    }
    switch (known.ask(id, kind.content(value))) {
      case SAME -> present++;
      case DIFFERENT ->
          rejects.add(
              file.entry().label(),
              line,
              Fault.DIFFERS_FROM_LOG,
              "the log has other prices or another quantity for this one; the log was not changed",
              value.toString());
      case MISSING ->
          throw new IOException(
              ("line %d: %s of %s is not on the log, but later ones are, up to %s. A log is in"
                      + " order of time and nothing can be put in before its end. Import the older"
                      + " files first, into topics that do not have the later ones (another"
                      + " --topic-prefix), or into the database with --to database, where the order"
                      + " does not matter")
                  .formatted(
                      line,
                      series.interval().isEmpty() ? "trade " + id : "the bar",
                      text(kind.time(value)),
                      file.interval().isPresent()
                          ? text(Math.multiplyExact(lastOnLog, file.interval().get().size()))
                          : "trade " + lastOnLog));
    }
  }

  private KnownIds knownIds() throws IOException {
    awaitCommitted();
    KnownIds ids = new KnownIds();
    LogKind.Visitor visitor =
        (instrument, interval, id, content) -> {
          if (instrument.equals(series.instrument()) && interval.equals(series.interval())) {
            ids.add(id, content);
          }
        };
    LogReading.toEnd(target.consumer(), partition, 0, in -> kind.visit(in, visitor));
    return ids;
  }

  @Override
  public void finish() throws IOException {
    try {
      if (!open) {
        producer.beginTransaction();
        open = true;
      }
      commit(true);
      awaitCommitted();
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  @Override
  public void stop() throws IOException {
    try {
      if (open) {
        commit(false);
      }
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private void commit(boolean finished) throws IOException {
    ImportState state = target.state();
    state.progress(fileKey, new Progress(Math.max(row, doneBefore), lastTime, finished));
    if (anyOnLog) {
      state.mark(series, new Mark(lastOnLog, seenAt));
    }
    if (first != null) {
      producer.flush();
      long begin = offset(first);
      long end = offset(last);
      // Between two of our own transactions stands one marker; more is of somebody else.
      boolean alone = begin - reached().offset() <= 1 && end - begin == sent - 1;
      if (alone) {
        state.reached(topicId, partition.partition(), reached().withOffset(end + 1));
      }
    }
    state.flush(producer);
    producer.commitTransaction();
    open = false;
    inTransaction = 0;
    sent = 0;
    first = null;
  }

  /**
   * Kafka says that a transaction is committed before its readers see it: the markers come after.
   */
  private void awaitCommitted() throws IOException {
    if (last != null) {
      LogReading.awaitEnd(target.consumer(), partition, offset(last) + 1);
    }
  }

  private static long offset(Future<RecordMetadata> sent) throws IOException {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException failure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return new IOException(
            "another import into this Kafka has begun and ended this one; when it is done, run"
                + " this one again, it goes on where it stopped",
            e);
      }
    }
    return new IOException(
        "Kafka does not take the records: "
            + e.getMessage()
            + "; run the import again, it goes on where it stopped",
        e);
  }

  private static String text(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        producer.abortTransaction();
      } catch (KafkaException e) {
        // It ends by itself, at the latest when the next import begins.
        LOG.info("the open transaction was not taken back: {}", e.toString());
      }
    }
  }
}
