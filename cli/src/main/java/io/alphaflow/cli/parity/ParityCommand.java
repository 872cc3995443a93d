package io.alphaflow.cli.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskDatabase;
import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.PeriodOption;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.risk.limit.LimitKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow parity}. */
@Command(
    name = "parity",
    description = {
      "Run the backtest on the market that the desk recorded, with the desk's configuration, and",
      "compare it with what the desk did: signals must be identical byte for byte; decisions and",
      "fills are compared and each difference is explained. Prints a score and adds it to",
      "parity.jsonl beside the desk's configuration, and to its database when it has one."
    },
    footer = {
      "",
      "Exit codes: 0 signals are identical and every other difference is explained, 1 not so (or"
          + " it",
      "failed), 2 wrong usage."
    },
    sortOptions = false)
public final class ParityCommand implements Callable<Integer> {

  private static final String STORE = "parity.jsonl";

  @Option(
      names = "--latency",
      paramLabel = "SPAN",
      description =
          "Market time from a decision to the venue in the backtest (default: the middle of what"
              + " was recorded)")
  private String latency;

  @Mixin private PeriodOption period;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Period wanted = period.period();
    Optional<Long> span = span();
    try (DeskLogs logs = desk.logs()) {
      Parity parity = ParityCheck.run(logs.config(), span, wanted, logs.mayGrow());
      long at = Micros.now();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(ParityJson.of(parity));
      } else {
        ParityText.of(parity).forEach(out::println);
      }
      out.flush();
      store(parity, at, desk.configFile().resolveSibling(STORE));
      store(parity, at, logs.config());
      return parity.holds() ? 0 : 1;
    }
  }

  private Optional<Long> span() {
    if (latency == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LimitKind.TIME_SPAN.parse(latency).amount());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--latency " + latency + ": expected a time span such as 50ms or 1s",
          e);
    }
  }

  /** Into the desk's database, when it has one: the score has been shown all the same. */
  private void store(Parity parity, long at, DeskConfig config) {
    try (DeskDatabase database = DeskDatabase.toAdd(desk.file());
        Connection connection = database.connect()) {
      ParityTable.insert(connection, at, config.desk(), parity);
    } catch (ConfigException e) {
      // It is configured without one.
      return;
    } catch (IOException | SQLException | RuntimeException e) {
      spec.commandLine().getErr().println("The score is not in the database: " + e.getMessage());
    }
  }

  private static void store(Parity parity, long at, Path file) throws IOException {
    ObjectNode line = ParityJson.summary(parity);
    line.put("at", Micros.iso(at));
    line.put("period", parity.period().toString());
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
