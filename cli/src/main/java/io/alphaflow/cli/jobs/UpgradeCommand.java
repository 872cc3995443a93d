package io.alphaflow.cli.jobs;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow upgrade}. */
@Command(
    name = "upgrade",
    description = {
      "Put another version of a job in its place, with its state: stop with a",
      "savepoint, start from it, and wait until it runs, has completed a checkpoint,",
      "has caught up, and what was decided lately comes out the same when it is run",
      "again. If not, the older jar and savepoint are put back, and this ends with 1.",
      "It is run again with the classes of this command, not with those of the jar:",
      "take the alphaflow of the build that the jar is from."
    },
    sortOptions = false)
public final class UpgradeCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job, or all, one after the other")
  private String name;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar of the jobs (default: the one that was built here)")
  private Path jar;

  @Mixin private ReplacementOptions options;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    Replacement replacement = options.on(cluster(), this::note);
    String hash = control.catalogue().keep(SubmitCommand.jobsJar(jar));
    for (DeskJob job : DeskJob.parse(name)) {
      note(job.label());
      int parallelism = control.deployment(job, control.need(job)).parallelism();
      Replaced replaced = replacement.replace(job, hash, parallelism, "upgrade");
      tell(replaced.json(), replaced.sentence("upgraded"));
      if (!replaced.successful()) {
        return 1;
      }
    }
    return 0;
  }
}
