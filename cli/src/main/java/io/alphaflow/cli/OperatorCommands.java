package io.alphaflow.cli;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands with which a person stops and restarts trading, signed with the person's key. */
final class OperatorCommands {

  private OperatorCommands() {}

  /** What the three commands have in common. */
  abstract static class Base implements Callable<Integer> {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Configuration of the desk (default: the demo that runs here)")
    private Path config;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "Your Ed25519 private key, PKCS#8 PEM (default: the demo's operator)")
    private Path key;

    @Option(
        names = "--person",
        defaultValue = "demo-operator",
        description = "Your name in the configuration (default: ${DEFAULT-VALUE})")
    private String person;

    @Option(
        names = "--account",
        defaultValue = Level.ALL,
        description = "The account, or * for all (default: all)")
    private String account;

    @Option(names = "--reason", required = true, description = "Why, for the record")
    private String reason;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help")
    private boolean help;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    abstract CommandAction action();

    @Override
    public Integer call() throws Exception {
      DeskConfig desk = config == null ? DeskFolder.demo().config() : DeskConfig.load(config);
      boolean all = account.equals(Level.ALL);
      if (!all && !desk.currencies().containsKey(account)) {
        throw new UserError(
            "there is no account " + account + "; there are " + desk.currencies().keySet());
      }
      Path keyFile = key == null ? DeskFolder.demo().operatorKey() : key;
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      OperatorCommand command =
          CommandSignature.sign(
              OperatorCommand.of(person, now, Level.account(account), action(), reason, now),
              OperatorKeys.readPrivate(keyFile));
      send(desk.kafka(), command);
      spec.commandLine()
          .getOut()
          .println(
              action()
                  + " written to the journal for "
                  + (all ? "all accounts" : account)
                  + "; the gate obeys it where it stands there.");
      return 0;
    }

    private static void send(KafkaOptions kafka, OperatorCommand command) throws Exception {
      int partitions = kafka.journalPartitions();
      boolean all = command.level().account().equals(Level.ALL);
      int[] targets =
          all
              ? IntStream.range(0, partitions).toArray()
              : new int[] {Partitions.of(command.level().account(), partitions)};
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int partition : targets) {
        LogWrite write = LogWrite.toPartition(partition, command);
        records.add(
            new ProducerRecord<>(
                kafka.topic(Topics.JOURNAL),
                partition,
                write.key().getBytes(StandardCharsets.UTF_8),
                write.value()));
      }
      LogSender.send(kafka, records);
    }
  }

  @Command(name = "halt", description = "Stop all new orders of an account, until resumed.")
  static final class Halt extends Base {
    @Override
    CommandAction action() {
      return CommandAction.HALT;
    }
  }

  @Command(
      name = "reduce-only",
      description = "Let an account only reduce its positions, until resumed.")
  static final class ReduceOnly extends Base {
    @Override
    CommandAction action() {
      return CommandAction.REDUCE_ONLY;
    }
  }

  @Command(
      name = "resume",
      description = "Let an account trade again, after a halt or a circuit breaker.")
  static final class Resume extends Base {
    @Override
    CommandAction action() {
      return CommandAction.RESUME;
    }
  }
}
