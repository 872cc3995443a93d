package io.alphaflow.cli.doctor;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.cli.jobs.Catalogue;
import io.alphaflow.cli.jobs.FlinkRest;
import io.alphaflow.cli.risk.Finding;
import io.alphaflow.cli.risk.LimitCheck;
import io.alphaflow.cli.risk.VenueCheck;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.risk.RiskOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow doctor}. */
@Command(
    name = "doctor",
    description = {
      "Look at everything that a desk needs: this machine, Kafka, Flink and the jobs, the database,"
          + " the",
      "venue's clock and keys, the limits. Each finding says what to do. Changes nothing.",
      "Exit code 1 when anything fails; warnings do not count."
    })
public final class DoctorCommand implements Callable<Integer> {

  private static final List<String> FLINK = List.of("http://127.0.0.1:8081");

  @Mixin private DeskOption desk;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = {
        "Flink's REST address (default: that of alphaflow cluster up for",
        "the desk of that cluster, else http://127.0.0.1:8081)"
      })
  private String flink;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    Findings findings = new Findings();
    MachineCheck.look(findings);
    findings.look(
        "configuration", "correct it (docs/configuration.md)", () -> desk(findings, desk.config()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(findings.json());
    } else {
      print(out, findings);
    }
    out.flush();
    return findings.failed() ? 1 : 0;
  }

  /** Each reads the file anew: a configuration keeps the errors of all its sections. */
  private void desk(Findings findings, DeskConfig config) {
    findings.ok("configuration", desk.configFile().toString());
    LogCheck.look(findings, config.kafka());
    findings.look("flink", "--flink names it", () -> flink(findings));
    findings.look(
        "database",
        "correct the section database",
        () -> DatabaseCheck.look(findings, desk.config().database()));
    findings.look(
        "limits",
        "correct the section risk (docs/risk-controls.md)",
        () -> limits(findings, RiskOptions.read(desk.config())));
    for (AccountOptions account : config.accounts()) {
      findings.look(
          "venue", "correct the section venue", () -> venue(findings, desk.config(), account));
    }
  }

  private void flink(Findings findings) throws IOException {
    ClusterFolder cluster = new ClusterFolder();
    List<String> urls = flink == null ? flinkOf(cluster) : FlinkRest.addresses(flink);
    boolean here = cluster.isHere(urls.get(0));
    Catalogue catalogue = new Catalogue(cluster.path());
    FlinkCheck.look(findings, urls, job -> catalogue.lastSavepoint(here, urls.get(0), job));
  }

  private List<String> flinkOf(ClusterFolder cluster) throws IOException {
    Path ofCluster = cluster.desk().configFile().toAbsolutePath().normalize();
    return desk.configFile().normalize().equals(ofCluster) ? cluster.settings().flinkUrls() : FLINK;
  }

  private static void limits(Findings findings, RiskOptions risk) {
    for (Finding limit : LimitCheck.of(risk)) {
      if (limit.good()) {
        findings.ok(limit.what(), limit.found());
      } else {
        // A limit that is not configured rejects: safe, and perhaps not what was meant.
        findings.warn(limit.what(), limit.found(), "alphaflow limits show, risk.limits");
      }
    }
  }

  private static void venue(Findings findings, DeskConfig config, AccountOptions account) {
    for (Finding finding : VenueCheck.of(config, account)) {
      String action =
          finding.what().equals("clock")
              ? "reach: venue.restUrl, network, the venue's status page; skew: chrony or ntpd"
              : "make a key that trades and does not withdraw; accounts[].apiKey, secret";
      findings.judge(
          finding.good(), "venue " + finding.what() + " " + account.id(), finding.found(), action);
    }
  }

  private static void print(PrintWriter out, Findings findings) {
    for (Findings.Entry entry : findings.all()) {
      out.println("%-5s %-20s %s".formatted(entry.status(), entry.what(), entry.found()));
      if (!entry.action().isEmpty()) {
        out.println(" ".repeat(27) + "-> " + entry.action());
      }
    }
    out.println(findings.failed() ? "Something must be done." : "A desk can run so.");
  }
}
