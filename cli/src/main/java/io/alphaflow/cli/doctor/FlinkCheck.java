package io.alphaflow.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.cli.jobs.FlinkRest;
import java.time.Duration;

/** Flink, the jobs, and how old what they can be restored from is. */
final class FlinkCheck {

  private static final Duration OLD_CHECKPOINT = Duration.ofMinutes(5);
  private static final Duration OLD_SAVEPOINT = Duration.ofDays(7);

  private final Findings findings;
  private final FlinkRest flink;

  private FlinkCheck(Findings findings, FlinkRest flink) {
    this.findings = findings;
    this.flink = flink;
  }

  static void look(Findings findings, String url) {
    FlinkCheck check = new FlinkCheck(findings, new FlinkRest(FlinkRest.addresses(url)));
    findings.look("flink", "start it, or --flink names another than " + url, check::ask);
  }

  private void ask() {
    JsonNode overview = flink.get("/overview");
    findings.judge(
        overview.path("taskmanagers").asInt() > 0,
        "flink",
        "version %s, %d TaskManagers, %d of %d slots free"
            .formatted(
                overview.path("flink-version").asText(),
                overview.path("taskmanagers").asInt(),
                overview.path("slots-available").asInt(),
                overview.path("slots-total").asInt()),
        "start a TaskManager");
    JsonNode jobs = flink.get("/jobs/overview").path("jobs");
    for (DeskJob wanted : DeskJob.writersFirst()) {
      String name = wanted.label();
      JsonNode running = null;
      for (JsonNode job : jobs) {
        boolean named =
            job.path("name").asText().equals(name)
                || job.path("name").asText().equals("alphaflow-" + name);
        if (named && job.path("state").asText().equals("RUNNING")) {
          running = job;
        }
      }
      if (running == null) {
        findings.fail(
            "job " + name, "does not run", "submit it, from its last savepoint if it ran");
      } else {
        saved(name, running.path("jid").asText());
      }
    }
  }

  private void saved(String name, String id) {
    JsonNode latest = flink.get("/jobs/" + id + "/checkpoints").path("latest");
    long now = System.currentTimeMillis();
    long completed = latest.path("completed").path("latest_ack_timestamp").asLong();
    if (completed == 0 || now - completed > OLD_CHECKPOINT.toMillis()) {
      findings.fail(
          "job " + name,
          completed == 0 ? "has no checkpoint" : "last checkpoint " + age(now - completed),
          "the job's checkpoint page says why; the disk of the checkpoint folder");
      return;
    }
    long savepoint = latest.path("savepoint").path("latest_ack_timestamp").asLong();
    String found = "runs, checkpoint " + age(now - completed);
    if (savepoint == 0 || now - savepoint > OLD_SAVEPOINT.toMillis()) {
      findings.warn(
          "job " + name,
          found + (savepoint == 0 ? ", no savepoint" : ", savepoint " + age(now - savepoint)),
          "take one now and then: it outlives upgrades of Flink, which checkpoints need not");
    } else {
      findings.ok("job " + name, found + ", savepoint " + age(now - savepoint));
    }
  }

  private static String age(long millis) {
    long seconds = Math.max(0, millis) / 1_000;
    return seconds < 7_200 ? seconds + " s ago" : seconds / 3_600 + " h ago";
  }
}
