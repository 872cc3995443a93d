package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.jobs.Catalogue;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.cli.jobs.FlinkRest;
import io.alphaflow.cli.jobs.JobControl;
import io.alphaflow.cli.jobs.RunningJob;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.runtime.Daemon;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster down}. */
@Command(
    name = "down",
    description = {
      "Stop the jobs with a savepoint each, then the processes, the TaskManager first",
      "and the database last. What does not end when it is asked to is killed."
    },
    sortOptions = false)
final class DownCommand implements Callable<Integer> {

  @Option(names = "--now", description = "Do not stop the jobs first: their checkpoints stay")
  private boolean now;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ClusterFolder folder = new ClusterFolder();
    PrintWriter out = json ? new PrintWriter(System.err, true) : spec.commandLine().getOut();
    if (!now && ClusterStart.anyRuns(folder)) {
      stopJobs(folder, out);
    }
    ObjectNode object = JsonCodec.object();
    for (ClusterPart part : ClusterPart.lastFirst()) {
      Daemon.Ending ending = folder.daemon(part.label()).stop(part.stopPatience());
      object.put(part.label(), ending.name());
      out.println("  %-12s %s".formatted(part.label(), text(ending)));
      out.flush();
    }
    // One whose process was killed leaves its server.
    LocalDatabase.stopLeft(folder.desk().database());
    if (json) {
      spec.commandLine().getOut().println(object);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static String text(Daemon.Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void stopJobs(ClusterFolder folder, PrintWriter out) throws IOException {
    FlinkRest rest = new FlinkRest(folder.settings().uiUrl());
    if (!rest.answers()) {
      return;
    }
    JobControl control = JobControl.ofThisMachine(rest, new Catalogue(folder.path()));
    for (DeskJob job : DeskJob.writersFirst()) {
      try {
        control
            .find(job)
            .ifPresent(
                run ->
                    out.println("  %-12s %s".formatted(job.label(), stopped(control, job, run))));
      } catch (UserError e) {
        out.println("  %-12s %s".formatted(job.label(), e.getMessage()));
      }
      out.flush();
    }
  }

  private static String stopped(JobControl control, DeskJob job, RunningJob run) {
    try {
      return "stopped, " + control.stop(job, run, "down").path();
    } catch (IOException e) {
      throw new UserError("the catalogue cannot be written: " + e.getMessage());
    }
  }
}
