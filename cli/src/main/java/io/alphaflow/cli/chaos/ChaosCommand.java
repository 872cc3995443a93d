package io.alphaflow.cli.chaos;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.cli.cluster.ClusterStart;
import io.alphaflow.cli.cluster.DurabilityOptions;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster chaos}. */
@Command(
    name = "chaos",
    description = {
      "Do bad things to the cluster of this machine while the simulated exchange plays,",
      "one a round, and check after each that nothing is lost and nothing is twice:",
      "what the demo checks, and that everything comes out the same when it is run",
      "again. Without a cluster one is started for it, with short timeouts. Ends with",
      "1 at the first thing that does not hold, and leaves the cluster as it is then."
    },
    sortOptions = false)
public final class ChaosCommand implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many (default: each fault once that can happen here)")
  private Integer rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed chooses the same faults (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description = {
        "Some of kill-taskmanager, kill-broker, kill-database,",
        "kill-jobmanager, kill-exchange, stop-taskmanager,",
        "stop-jobmanager, stop-broker, stop-database, disk-full,",
        "cut-network, rescale, upgrade, older-savepoint,",
        "kill-zookeeper, stop-zookeeper",
        "(default: all)"
      })
  private List<String> faults = List.of();

  @Option(
      names = "--slice",
      paramLabel = "TRADES",
      defaultValue = "0",
      description = {
        "Trades of a round; fewer where the exchange has not so many",
        "left (default: all that are left, divided)"
      })
  private long slice;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "How long the desk may take for each step (default: ${DEFAULT-VALUE})")
  private int patience;

  @Mixin private DurabilityOptions durability;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the JSON object there too")
  private Path report;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<FaultKind> wanted =
        faults.isEmpty() ? Arrays.asList(FaultKind.values()) : FaultKind.parse(faults);
    int many = rounds == null ? 0 : rounds;
    if ((rounds != null && rounds < 1) || slice < 0 || patience < 1) {
      throw new UsageError("--rounds, --slice and --patience: expected numbers above 0");
    }
    checkReport();
    PrintWriter out = json ? new PrintWriter(System.err, true) : spec.commandLine().getOut();
    startIfNeeded(out);
    Path log = new ClusterFolder().path().resolve("chaos/chaos.log");
    Files.createDirectories(log.getParent());
    ChaosReport result;
    try (Writer file = Files.newBufferedWriter(log);
        PrintWriter steps = new PrintWriter(file, true);
        Ground ground = new Ground(jar(), Duration.ofSeconds(patience), steps)) {
      result = new ChaosRun(ground, new PrintWriter(out, true)).run(wanted, many, seed, slice);
      tell(result, ground, out);
    }
    return result.holds() ? 0 : 1;
  }

  private void startIfNeeded(PrintWriter out) throws Exception {
    ClusterFolder folder = new ClusterFolder();
    List<String> kind = durability.words();
    if (ClusterStart.anyRuns(folder)) {
      if (!kind.isEmpty()) {
        throw new UserError(
            String.join(" ", kind) + " is for a cluster that is started for this; one runs here");
      }
      return;
    }
    CommandLine alphaflow = spec.root().commandLine();
    PrintWriter before = alphaflow.getOut();
    alphaflow.setOut(out);
    int code = alphaflow.execute(OwnCluster.command(folder, kind).toArray(String[]::new));
    alphaflow.setOut(before);
    if (code != 0) {
      throw new UserError("the cluster did not start");
    }
  }

  private static Path jar() {
    String built = System.getProperty("alphaflow.jobs-jar");
    if (built == null) {
      throw new UserError("which jar of the jobs? Start this with ./alphaflow");
    }
    return Path.of(built);
  }

  private void tell(ChaosReport result, Ground ground, PrintWriter out) throws Exception {
    result.lines().forEach(out::println);
    if (!result.holds()) {
      out.println("The cluster is left as it is. Logs: " + ground.cluster().folder().path());
      out.println("The same again: " + again());
    }
    out.flush();
    if (json) {
      spec.commandLine().getOut().println(result.json());
      spec.commandLine().getOut().flush();
    }
    if (report != null) {
      Files.writeString(report, result.json() + "\n");
    }
  }

  /** Before hours of work, not after them. */
  private void checkReport() {
    if (report == null) {
      return;
    }
    Path folder = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UserError("--report " + report + ": no file can be written there");
    }
  }

  private String again() {
    List<String> words = new ArrayList<>(List.of("alphaflow cluster chaos --seed " + seed));
    if (rounds != null) {
      words.add("--rounds " + rounds);
    }
    if (!faults.isEmpty()) {
      words.add("--faults " + String.join(",", faults));
    }
    if (slice > 0) {
      words.add("--slice " + slice);
    }
    words.addAll(durability.words());
    words.add("--patience " + patience);
    return String.join(" ", words);
  }
}
