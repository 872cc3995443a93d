package io.alphaflow.cli.strategy;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code alphaflow strategy describe}. */
@Command(
    name = "describe",
    description = "Show the kinds of strategies, or one of them with its parameters.",
    sortOptions = false)
final class DescribeStrategies implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "TYPE", description = "Kind of strategy")
  private String type;

  @Mixin private DeskAccess access;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    StrategyCatalog catalog = access.catalog();
    PrintWriter out = spec.commandLine().getOut();
    if (type == null) {
      for (StrategyDescriptor descriptor : catalog.descriptors()) {
        out.printf("%-20s %s%n", descriptor.type(), descriptor.summary());
      }
    } else {
      StrategyDescriptor descriptor =
          catalog
              .find(type)
              .orElseThrow(
                  () ->
                      new UserError(
                          "there is no strategy \"%s\"; there are: %s"
                              .formatted(type, String.join(", ", catalog.types()))));
      describe(descriptor, out);
    }
    out.flush();
    return 0;
  }

  private static void describe(StrategyDescriptor descriptor, PrintWriter out) {
    out.printf("%s: %s%n", descriptor.type(), descriptor.summary());
    if (descriptor.legs() > 1) {
      out.printf("Trades %d symbols together.%n", descriptor.legs());
    }
    out.printf("%nParameters:%n");
    for (ParameterSpec parameter : descriptor.parameters()) {
      out.printf("  %-16s %s%n", parameter.name(), parameter.meaning());
      out.printf("  %-16s %s%n", "", parameter.accepted());
    }
    StrategyInputs inputs = descriptor.create(descriptor.resolve(Map.of())).inputs();
    out.printf("%nWith its defaults it looks at:%n");
    looksAt(inputs).forEach(line -> out.printf("  %s%n", line));
    out.printf(
        "and signals after a warm-up of %,d bars%s.%n",
        inputs.totalWarmUp(), inputs.needsWholeDay() ? " from the beginning of a UTC day on" : "");
  }

  private static List<String> looksAt(StrategyInputs inputs) {
    List<String> lines = new ArrayList<>(List.of("bars of the interval of its instance"));
    if (inputs.wantsTrades()) {
      lines.add("trades");
    }
    if (inputs.wantsQuotes()) {
      lines.add("quotes (ingest.quotesInTradeLog: true)");
    }
    for (StrategyInputs.Wanted wanted : inputs.indicators()) {
      String leg = inputs.legs() > 1 ? " of symbol " + (wanted.leg() + 1) : "";
      lines.add(
          "%s%s, of %s"
              .formatted(wanted.spec(), leg, wanted.spec().feed().name().toLowerCase(Locale.ROOT)));
    }
    return lines;
  }
}
