package io.alphaflow.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.PeriodOption;
import io.alphaflow.cli.explain.ToldDecision;
import io.alphaflow.cli.savepoint.SavedState;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.signals.SignalsOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow verify}. */
@Command(
    name = "verify",
    description = {
      "Run the strategies once more on the recorded trade log, and the recorded journal once more",
      "through the risk gate, and compare every signal and every decision, byte for byte, with"
          + " what",
      "the desk recorded. Works while the desk runs and afterwards."
    },
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Everything that the logs hold")
  private boolean all;

  @Mixin private PeriodOption period;

  @Option(
      names = "--savepoint",
      paramLabel = "JOB=FOLDER",
      description = {
        "Begin where the job \"risk\" or \"signals\" was when it wrote a savepoint or checkpoint,"
            + " not",
        "at the beginning of the logs; what was decided after that is compared"
      })
  private Map<String, String> savepoints = new TreeMap<>();

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (all == period.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Say what to verify: --all is everything that the logs hold, --from TIME and --to TIME a"
              + " part of it.");
    }
    for (String job : savepoints.keySet()) {
      if (!job.equals("risk") && !job.equals("signals")) {
        throw new ParameterException(
            spec.commandLine(),
            "--savepoint " + job + "=...: expected risk=FOLDER or signals=FOLDER");
      }
    }
    Period wanted = period.period();
    try (DeskLogs logs = desk.logs()) {
      return verify(logs.config(), wanted);
    }
  }

  private int verify(DeskConfig config, Period wanted) throws IOException {
    SignalVerifier.Result signals = SignalVerifier.verify(config, strategies(config), wanted);
    Verifier.Result decisions = Verifier.verify(config, gates(), wanted);
    Optional<Difference> first = signals.first().or(decisions::first);
    Optional<ToldDecision> story =
        first.isEmpty() ? Optional.empty() : DifferenceStory.of(config, first.get());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      printJson(out, signals, decisions, first, story);
    } else {
      printText(out, wanted, signals, decisions, first, story);
    }
    out.flush();
    return first.isEmpty() ? 0 : 1;
  }

  private Optional<SavedGates> gates() throws IOException {
    return savepoints.containsKey("risk")
        ? Optional.of(SavedGates.of(SavedState.open(savepoints.get("risk"))))
        : Optional.empty();
  }

  private Optional<SavedStrategies> strategies(DeskConfig config) throws IOException {
    return savepoints.containsKey("signals")
        ? Optional.of(
            SavedStrategies.of(
                SavedState.open(savepoints.get("signals")), SignalsOptions.read(config).keys()))
        : Optional.empty();
  }

  private static void printJson(
      PrintWriter out,
      SignalVerifier.Result signals,
      Verifier.Result decisions,
      Optional<Difference> first,
      Optional<ToldDecision> story) {
    ObjectNode object = JsonCodec.object();
    object.put("signals", signals.signals());
    object.put("signalDifferences", signals.differences());
    object.put("decisions", decisions.decisions());
    object.put("differences", signals.differences() + decisions.differences());
    first.ifPresent(
        difference -> {
          object.put("firstDifference", difference.text());
          ArrayNode fields = object.putArray("differingFields");
          difference.fields().forEach(fields::add);
        });
    story.ifPresent(told -> object.set("story", told.json()));
    out.println(object);
  }

  private static void printText(
      PrintWriter out,
      Period wanted,
      SignalVerifier.Result signals,
      Verifier.Result decisions,
      Optional<Difference> first,
      Optional<ToldDecision> story) {
    if (!wanted.equals(Period.ALL)) {
      out.println("Decided " + wanted);
    }
    out.printf(
        "%d signals and %d decisions replayed, %d differences%n",
        signals.signals(), decisions.decisions(), signals.differences() + decisions.differences());
    first.ifPresent(
        difference -> {
          out.println("First difference: " + difference.text());
          difference.fields().forEach(field -> out.println("  " + field));
        });
    story.ifPresent(
        told -> {
          out.println("\nAs the desk recorded it:");
          told.lines().forEach(out::println);
        });
  }
}
