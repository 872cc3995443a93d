package io.alphaflow.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import java.io.PrintWriter;
import java.util.Optional;
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
      "through the risk gate, and compare every signal and every decision, byte for byte, with what",
      "the desk recorded. Works while the desk runs and afterwards."
    },
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Everything that the logs hold")
  private boolean all;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!all) {
      throw new ParameterException(
          spec.commandLine(), "Say what to verify: --all is everything that the logs hold.");
    }
    try (DeskLogs logs = desk.logs()) {
      return verify(logs.config());
    }
  }

  private int verify(DeskConfig config) {
    SignalVerifier.Result signals = SignalVerifier.verify(config);
    Verifier.Result decisions = Verifier.verify(config);
    print(signals, decisions);
    return signals.differences() + decisions.differences() == 0 ? 0 : 1;
  }

  private void print(SignalVerifier.Result signals, Verifier.Result decisions) {
    PrintWriter out = spec.commandLine().getOut();
    long differences = signals.differences() + decisions.differences();
    Optional<String> first = signals.first().or(decisions::first);
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.put("signals", signals.signals());
      object.put("signalDifferences", signals.differences());
      object.put("decisions", decisions.decisions());
      object.put("differences", differences);
      first.ifPresent(story -> object.put("firstDifference", story));
      out.println(object);
    } else {
      out.printf(
          "%d signals and %d decisions replayed, %d differences%n",
          signals.signals(), decisions.decisions(), differences);
      first.ifPresent(story -> out.println("First difference: " + story));
    }
    out.flush();
  }
}
