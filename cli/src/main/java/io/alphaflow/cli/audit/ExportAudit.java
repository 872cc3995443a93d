package io.alphaflow.cli.audit;

import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.AuditVerifier;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow audit export}. */
@Command(
    name = "export",
    description = {
      "Write a day's evidence as CSV files and one page: decisions, denials, nearest",
      "approach to each limit, controls with their checks, limits and versions in",
      "force, overrides and what they let pass, commands with their answers, alerts",
      "with their delays, and whether the audit is whole. Needs the desk's database",
      "and logs; what only the journal tells is found by running it once more."
    },
    footer = {
      "",
      "Exit codes: 0 written and the audit is whole, 1 written and a fault was found,",
      "2 not written (or wrong usage)."
    },
    sortOptions = false)
public final class ExportAudit implements Callable<Integer> {

  @Option(
      names = "--day",
      paramLabel = "DATE",
      required = true,
      description = "Which day, UTC, in the market's time: 2024-01-31")
  private String day;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = "",
      description = "One account only, and what is for all")
  private String account;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write into (default: audit-DATE)")
  private Path folder;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your Ed25519 private key: signs the manifest of the files")
  private Path key;

  @Mixin private DeskOption desk;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Day wanted = new Day(Micros.day("--day", day));
    try {
      return export(desk.running(), wanted);
    } catch (SQLException e) {
      return cannot("the database: " + e.getMessage());
    } catch (IOException | KafkaException | UserError | ConfigException | IllegalStateException e) {
      return cannot(e.getMessage());
    }
  }

  private int export(DeskConfig config, Day wanted)
      throws SQLException, IOException, InterruptedException {
    if (!account.isEmpty() && !config.currencies().containsKey(account)) {
      throw new UserError(
          "there is no account %s; there are %s".formatted(account, config.currencies().keySet()));
    }
    // A key that cannot be read is told before the work begins.
    PrivateKey signer = key == null ? null : OperatorKeys.readPrivate(key);
    Path out = folder == null ? Path.of("audit-" + wanted.date()) : folder;
    long rows;
    try (Connection connection = AuditDatabase.of(config.database()).getConnection()) {
      rows = AuditVerifier.count(connection, AuditScope.ALL);
    }
    DayEvidence evidence =
        DayEvidence.collect(
            config, wanted, account, new AuditProgress(spec.commandLine().getErr(), rows));
    List<EvidenceTable> tables = EvidenceTables.of(evidence);
    EvidenceFiles files =
        EvidenceFiles.write(
            evidence, tables, Micros.iso(Micros.now() / 1_000_000 * 1_000_000), out);
    if (signer != null) {
      files.sign(signer);
    }
    tell(evidence, files, out);
    return evidence.check().isWhole() ? 0 : 1;
  }

  private void tell(DayEvidence evidence, EvidenceFiles files, Path out) {
    PrintWriter printer = spec.commandLine().getOut();
    printer.printf(
        "%d decisions of %s, %d commands, %d alerts: %d files in %s, to read: %s%n",
        evidence.decisions().number(),
        evidence.day().date(),
        evidence.commands().size(),
        evidence.alerts().size(),
        files.files().size(),
        out,
        out.resolve("index.html"));
    printer.println(AuditText.verdict(evidence.check()));
    evidence.check().result().faults().forEach(fault -> printer.println("  " + fault));
    if (!evidence.gap().isEmpty()) {
      printer.println("Not complete: " + evidence.gap());
    } else if (!evidence.isReplayed()) {
      printer.printf(
          "The journal, run again with this configuration, gives %d decisions; %d are among the"
              + " %d recorded ones.%n",
          evidence.replayed(), evidence.same(), evidence.decisions().number());
    }
    printer.flush();
  }

  private int cannot(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("nothing was exported: " + why);
    err.flush();
    return 2;
  }
}
