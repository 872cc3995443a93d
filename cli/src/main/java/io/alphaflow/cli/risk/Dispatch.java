package io.alphaflow.cli.risk;

import io.alphaflow.cli.LogSender;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Model.CommandSpec;

/** The last steps of a command: asked of the gate's rules, written to the journal, answered. */
final class Dispatch {

  private final CommandDesk desk;
  private final AnswerOptions answering;
  private final CommandSpec spec;

  Dispatch(CommandDesk desk, AnswerOptions answering, CommandSpec spec) {
    this.desk = desk;
    this.answering = answering;
    this.spec = spec;
  }

  /** The partitions of the journal that a level is in: an account has one of them. */
  static int[] partitions(Level level, KafkaOptions kafka) {
    int all = kafka.journalPartitions();
    return level.account().equals(Level.ALL)
        ? IntStream.range(0, all).toArray()
        : new int[] {Partitions.of(level.account(), all)};
  }

  /**
   * Sends a signed command and tells what became of it.
   *
   * @throws UserError when the gate would refuse it, refused it, or did not answer
   */
  void send(OperatorCommand command, List<String> warnings) throws Exception {
    KafkaOptions kafka = desk.config().kafka();
    int[] partitions = partitions(command.level(), kafka);
    // Without an end nothing depends on the time.
    long now = command.until() == 0 ? 0 : desk.now();
    Optional<String> objection = Rehearsal.objection(desk.options(), command, partitions[0], now);
    if (objection.isPresent()) {
      throw new UserError("nothing was sent: " + objection.get());
    }
    warnings.forEach(w -> spec.commandLine().getErr().println("warning: " + w));
    PrintWriter out = spec.commandLine().getOut();
    if (!answering.json) {
      CommandReport.describe(command).forEach(out::println);
      out.flush();
    }
    try (GateAnswers gate = new GateAnswers(kafka)) {
      SortedMap<Integer, Long> offsets = write(command, kafka, partitions);
      SortedMap<Integer, Alert> answers =
          gate.await(offsets, Duration.ofSeconds(answering.waitSeconds));
      CommandReport report = new CommandReport(command, offsets, answers);
      out.println(answering.json ? report.json() : report.text());
      out.flush();
      if (answering.waitSeconds > 0) {
        report.failure(answering.waitSeconds).ifPresent(Dispatch::fail);
      }
    }
  }

  private static void fail(String reason) {
    throw new UserError(reason);
  }

  private SortedMap<Integer, Long> write(
      OperatorCommand command, KafkaOptions kafka, int[] partitions) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition : partitions) {
      LogWrite write = LogWrite.toPartition(partition, command);
      records.add(
          new ProducerRecord<>(
              kafka.topic(Topics.JOURNAL),
              partition,
              write.key().getBytes(StandardCharsets.UTF_8),
              write.value()));
    }
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (RecordMetadata place : LogSender.send(kafka, records)) {
      offsets.put(place.partition(), place.offset());
    }
    return offsets;
  }
}
