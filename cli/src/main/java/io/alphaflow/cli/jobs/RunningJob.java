package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a job, as Flink's overview has it.
 *
 * @param id Flink's id
 * @param name of the job
 * @param state Flink's word for it
 * @param begun epoch milliseconds UTC
 * @param tasks how many it has
 * @param runningTasks how many of them work
 */
public record RunningJob(
    String id, String name, String state, long begun, int tasks, int runningTasks) {

  static List<RunningJob> all(JsonNode overview) {
    List<RunningJob> jobs = new ArrayList<>();
    for (JsonNode job : overview.path("jobs")) {
      jobs.add(
          new RunningJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong(),
              job.path("tasks").path("total").asInt(),
              job.path("tasks").path("running").asInt()));
    }
    return jobs;
  }
}
