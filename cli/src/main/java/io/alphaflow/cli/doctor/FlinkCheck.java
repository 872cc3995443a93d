package io.alphaflow.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.cli.jobs.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Flink, the jobs, and how old what they can be restored from is. */
final class FlinkCheck {

  private static final String CHECKPOINTS = "execution.checkpointing.dir";
  private static final Duration OLD_CHECKPOINT = Duration.ofMinutes(5);
  private static final Duration OLD_SAVEPOINT = Duration.ofDays(7);

  /** One that does not answer hangs, and is told so: nobody wants to wait for a doctor. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** When the newest savepoint of a job was taken, by whatever run of it. */
  @FunctionalInterface
  interface Savepoints {
    Optional<Instant> newest(DeskJob job) throws IOException;
  }

  private final Findings findings;
  private final FlinkRest flink;
  private final Savepoints savepoints;

  private FlinkCheck(Findings findings, FlinkRest flink, Savepoints savepoints) {
    this.findings = findings;
    this.flink = flink;
    this.savepoints = savepoints;
  }

  /** Those that are known here beside those that Flink remembers of the runs of now. */
  static void look(Findings findings, List<String> urls, Savepoints savepoints) {
    FlinkCheck check = new FlinkCheck(findings, new FlinkRest(urls, PATIENCE), savepoints);
    String url = String.join(",", urls);
    findings.look("flink", "start it, or --flink names another than " + url, check::ask);
  }

  private void ask() throws IOException {
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
        saved(wanted, running.path("jid").asText());
      }
    }
    checkpointDisk();
  }

  /** Of the machine that Flink runs on, when that is this one. */
  private void checkpointDisk() throws IOException {
    for (JsonNode setting : flink.get("/jobmanager/config")) {
      String folder = setting.path("value").asText();
      if (setting.path("key").asText().equals(CHECKPOINTS) && folder.startsWith("file:")) {
        Path path = Path.of(folder.replaceFirst("^file:/*", "/"));
        if (Files.exists(path)) {
          MachineCheck.disk(findings, "checkpoints", path);
        }
      }
    }
  }

  private void saved(DeskJob job, String id) throws IOException {
    String name = job.label();
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
    long savepoint =
        Math.max(
            latest.path("savepoint").path("latest_ack_timestamp").asLong(),
            savepoints.newest(job).map(Instant::toEpochMilli).orElse(0L));
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
