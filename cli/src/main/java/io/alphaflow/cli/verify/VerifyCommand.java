package io.alphaflow.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow verify}. */
@Command(
    name = "verify",
    description = {
      "Run the recorded journal once more through the risk gate and compare every decision,",
      "byte for byte, with what the desk recorded. Works while the desk runs and afterwards."
    },
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Everything that the logs hold")
  private boolean all;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the demo that ran here last)")
  private Path config;

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
    Verifier.Result result;
    if (config != null) {
      result = Verifier.verify(DeskConfig.load(config));
    } else {
      try (RecordedDesk desk = RecordedDesk.open(DeskFolder.demo())) {
        result = Verifier.verify(desk.config());
      }
    }
    print(result);
    return result.differences() == 0 ? 0 : 1;
  }

  private void print(Verifier.Result result) {
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.put("decisions", result.decisions());
      object.put("differences", result.differences());
      result.first().ifPresent(first -> object.put("firstDifference", first));
      spec.commandLine().getOut().println(object);
    } else {
      spec.commandLine()
          .getOut()
          .println(
              result.decisions() + " decisions replayed, " + result.differences() + " differences");
      result.first().ifPresent(f -> spec.commandLine().getOut().println("First difference: " + f));
    }
    spec.commandLine().getOut().flush();
  }
}
