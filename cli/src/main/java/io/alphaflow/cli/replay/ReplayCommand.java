package io.alphaflow.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.backtest.Interruption;
import io.alphaflow.cli.history.DeskPlace;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.replay.LogReplay;
import io.alphaflow.history.replay.ReplayOptions;
import io.alphaflow.history.replay.ReplaySummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow replay}. */
@Command(
    name = "replay",
    description = {
      "Copy a log between two times into another topic, at the speed at which it was written or",
      "another, to drive jobs with history. Run again, it goes on where it stopped."
    },
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 130 stopped by Ctrl-C, 2 wrong usage.",
      "",
      "Examples:",
      "  alphaflow replay --topic market.trades --into replay.market.trades --speed max",
      "  alphaflow replay --topic market.trades --into replay.market.trades --speed 60x \\",
      "      --from 2024-01-30 --to 2024-01-31"
    })
public final class ReplayCommand implements Callable<Integer> {

  /** Kafka's time stamps of copies. */
  enum Timestamps {
    KEEP,
    NOW
  }

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      required = true,
      description = "The log, as the desk calls it: market.trades, journal")
  private String topic;

  @Option(
      names = "--into",
      paramLabel = "TOPIC",
      required = true,
      description = {
        "Full name of the topic that is written, with the prefix of a desk that reads it; it is"
            + " made",
        "when it is not there, with as many partitions as the log"
      })
  private String into;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from this time on, UTC: 2024-01-31 or 2024-01-31T09:30:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before this time")
  private String to;

  @Option(
      names = "--from-offset",
      paramLabel = "OFFSET",
      description = "Only from this offset on: 1200, or by partition: 0:1200,1:900")
  private String fromOffset;

  @Option(
      names = "--to-offset",
      paramLabel = "OFFSET",
      description = "Only before this offset (default: the end that the log has now)")
  private String toOffset;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      defaultValue = "1x",
      description = "1x as it was, 60x an hour in a minute, max as fast as it goes (default: 1x)")
  private String speed;

  @Option(
      names = "--timestamps",
      paramLabel = "RULE",
      defaultValue = "keep",
      description =
          "Kafka's time stamps of the copies: keep those there are, or now (default: keep)")
  private Timestamps timestamps;

  @Option(
      names = "--again",
      description = "Copy also what an earlier replay between these topics has copied")
  private boolean again;

  @Option(
      names = "--into-the-desk",
      description = {
        "Write also a journal or decisions, from which a desk trades, or any log of a desk that",
        "trades with money"
      })
  private boolean intoTheDesk;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the desk that runs on this machine)")
  private Path config;

  @Mixin private DeskPlace place = new DeskPlace();

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Option(names = "--quiet", description = "Print no progress")
  private boolean quiet;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    checkTarget();
    double times = speed();
    Period period = Period.of(from, to);
    KafkaOptions kafka = place.kafka(config);
    ReplaySummary done;
    try (Interruption interruption = new Interruption()) {
      ReplayLine line = new ReplayLine(spec.commandLine().getErr(), quiet || json);
      ReplayOptions options =
          new ReplayOptions(
              kafka,
              kafka.topicPrefix() + topic,
              into,
              period.from(),
              period.to(),
              OffsetRange.parse(fromOffset, toOffset),
              times,
              timestamps == Timestamps.KEEP,
              again);
      done = LogReplay.run(options, line, interruption::isWanted);
      line.end();
      print(options, done);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
    return done.complete() ? 0 : 1;
  }

  private double speed() {
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    if (!speed.matches("\\d{1,9}(\\.\\d{1,9})?x?") || number() <= 0) {
      throw new UserError("--speed " + speed + ": expected a number such as 60x or 0.5x, or max");
    }
    return number();
  }

  private double number() {
    return Double.parseDouble(speed.replace("x", ""));
  }

  /** History in the logs from which a desk trades would become orders. */
  private void checkTarget() {
    if (intoTheDesk) {
      return;
    }
    for (String name : new String[] {Topics.JOURNAL.name(), Topics.DECISIONS.name()}) {
      if (into.endsWith(name)) {
        throw new UserError(
            "%s is a log from which a desk trades: history in it can become orders. If that desk is"
                    .formatted(into)
                + " there for this replay, say --into-the-desk");
      }
    }
    Optional<DeskConfig> desk = desk();
    boolean live = desk.isPresent() && desk.get().mode() == RunMode.LIVE;
    if (live && Topics.ALL.stream().anyMatch(t -> desk.get().kafka().topic(t).equals(into))) {
      throw new UserError(
          "%s is a log of %s, which trades with money (mode: live): choose another topic, or say"
                  .formatted(into, desk.get().source())
              + " --into-the-desk");
    }
  }

  private Optional<DeskConfig> desk() {
    if (config != null) {
      return Optional.of(DeskConfig.load(config));
    }
    return !place.saysKafka() && Files.exists(DeskFolder.demo().configFile())
        ? Optional.of(DeskFolder.demo().config())
        : Optional.empty();
  }

  private void print(ReplayOptions options, ReplaySummary done) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      object.put("topic", options.source()).put("into", options.target());
      object.put("complete", done.complete()).put("copied", done.copied());
      ArrayNode partitions = object.putArray("partitions");
      for (ReplaySummary.Part part : done.partitions()) {
        partitions
            .addObject()
            .put("partition", part.partition())
            .put("fromOffset", part.begin())
            .put("toOffset", part.end())
            .put("copied", part.copied());
      }
      out.println(object);
    } else {
      for (ReplaySummary.Part part : done.partitions()) {
        out.printf(
            Locale.ROOT,
            "%s-%d: offsets %,d to %,d, %,d records copied%n",
            options.source(),
            part.partition(),
            part.begin(),
            part.end(),
            part.copied());
      }
      out.println(
          done.complete()
              ? "All is in %s.".formatted(options.target())
              : "Stopped. The same command goes on from there.");
    }
    out.flush();
  }
}
