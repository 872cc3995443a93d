package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code alphaflow savepoint}. */
@Command(
    name = "savepoint",
    description = "Take a savepoint of a job that goes on, for the catalogue.",
    sortOptions = false)
public final class SavepointCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job, or all")
  private String name;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    for (DeskJob job : DeskJob.parse(name)) {
      Savepoint savepoint = control.savepoint(job, control.need(job));
      tell(json(savepoint), "%-15s %s".formatted(savepoint.job(), savepoint.path()));
    }
    return 0;
  }

  static ObjectNode json(Savepoint savepoint) {
    return JsonCodec.object()
        .put("time", savepoint.time())
        .put("job", savepoint.job())
        .put("jobId", savepoint.jobId())
        .put("reason", savepoint.reason())
        .put("path", savepoint.path())
        .put("jar", savepoint.jar())
        .put("parallelism", savepoint.parallelism());
  }
}
