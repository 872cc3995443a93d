package io.alphaflow.cli.audit;

import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.AuditVerifier;
import io.alphaflow.archive.audit.Heads;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.KafkaReach;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow audit verify}. */
@Command(
    name = "verify",
    description = {
      "Check that no row of the audit was altered, removed or inserted: every chain",
      "from row to row, against the heads that were told outside of the database, and",
      "the tables decisions, commands and execution_reports against their records.",
      "Names the first row that is not right. The desk may run meanwhile."
    },
    footer = {
      "",
      "Exit codes: 0 whole, 1 a fault was found, 2 it could not be checked (or wrong",
      "usage)."
    },
    sortOptions = false)
public final class VerifyAudit implements Callable<Integer> {

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = "",
      description = "One account only, and the commands to all")
  private String account;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "From the first record of this time on, UTC: 2024-01-31 or 2024-01-31T09:30:00Z; the row"
              + " before it is believed")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before this time")
  private String to;

  @Option(
      names = "--against-logs",
      description = "Compare every row with its log as well, as far as that still goes back")
  private boolean againstLogs;

  @Option(
      names = "--heads",
      paramLabel = "FILE",
      description = "Heads that were kept, such as heads.jsonl of an export; can be repeated")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--without-logs",
      description =
          "Do not read the log audit: a chain that was cut off or made anew is then found only by"
              + " --heads")
  private boolean withoutLogs;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Period period = Period.of(from, to);
    AuditCheck check;
    try {
      check = check(desk.config(), period);
    } catch (SQLException e) {
      return cannot("the database: " + e.getMessage());
    } catch (IOException | KafkaException | UserError | ConfigException | IllegalStateException e) {
      return cannot(e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(AuditText.json(check));
    } else {
      AuditText.lines(check).forEach(out::println);
    }
    out.flush();
    return check.isWhole() ? 0 : 1;
  }

  private AuditCheck check(DeskConfig config, Period period)
      throws SQLException, IOException, InterruptedException {
    if (withoutLogs && againstLogs) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--against-logs and --without-logs exclude each other.");
    }
    AuditScope scope = new AuditScope(account, period.from(), period.to());
    long rows;
    try (Connection connection = AuditDatabase.of(config.database()).getConnection()) {
      rows = AuditVerifier.count(connection, scope);
    }
    Heads heads = new Heads();
    if (!withoutLogs) {
      readHeads(config.kafka(), heads);
    }
    for (Path file : files) {
      AuditCheck.readHeads(file, heads);
    }
    if (rows == 0 && heads.size() == 0) {
      throw new IOException("there is nothing to check: table audit has no such rows");
    }
    return AuditCheck.of(
        config, scope, heads, againstLogs, new AuditProgress(spec.commandLine().getErr(), rows));
  }

  private static void readHeads(KafkaOptions kafka, Heads heads) throws IOException {
    if (!KafkaReach.answers(kafka.bootstrapServers())) {
      throw new IOException(
          "no Kafka answers at "
              + kafka.bootstrapServers()
              + ", so the heads in log audit cannot be read; --without-logs goes without them");
    }
    AuditCheck.readHeads(kafka, heads);
  }

  private int cannot(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("the audit could not be checked: " + why);
    err.flush();
    return 2;
  }
}
