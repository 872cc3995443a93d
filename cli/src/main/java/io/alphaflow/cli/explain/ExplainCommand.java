package io.alphaflow.cli.explain;

import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow explain}. */
@Command(
    name = "explain",
    description = {
      "Tell the whole story of a decision or an order from the logs, from tick to fill: the trade,",
      "the signal with its indicators, the decision with its inputs, the order, what the venue"
          + " said,",
      "and what it did to the P&L. Works while the desk runs and afterwards."
    },
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "DECISION|ORDER",
      description = {
        "A decision as ACCOUNT/NUMBER or ACCOUNT NUMBER, or a client order id, or the correlation",
        "of log lines"
      })
  private String what;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER", description = "See there")
  private String number;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Wanted wanted = number == null ? Wanted.parse(what) : Wanted.of(what, number);
    try (DeskLogs logs = desk.logs()) {
      Story story = Story.read(logs.config(), wanted);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(StoryJson.of(story));
      } else {
        StoryText.of(story).forEach(out::println);
      }
      out.flush();
    }
    return 0;
  }
}
