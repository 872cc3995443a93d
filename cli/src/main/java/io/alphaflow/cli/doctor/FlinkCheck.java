package io.alphaflow.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Flink, the jobs, and how old what they can be restored from is. */
final class FlinkCheck {

  private static final List<String> JOBS =
      List.of("ingest", "signals", "risk", "execution-sink", "pnl", "archive");
  private static final Duration OLD_CHECKPOINT = Duration.ofMinutes(5);
  private static final Duration OLD_SAVEPOINT = Duration.ofDays(7);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final Findings findings;
  private final String url;

  private FlinkCheck(Findings findings, String url) {
    this.findings = findings;
    this.url = url;
  }

  static void look(Findings findings, String url) {
    FlinkCheck check = new FlinkCheck(findings, url);
    findings.look(
        "flink", "no Flink answers at " + url + ": start it, or --flink names another", check::ask);
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("HTTP " + answer.statusCode() + " for " + url + path);
    }
    return JSON.readTree(answer.body());
  }

  private void ask() throws Exception {
    JsonNode overview = get("/overview");
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
    JsonNode jobs = get("/jobs/overview").path("jobs");
    for (String name : JOBS) {
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

  private void saved(String name, String id) throws Exception {
    JsonNode latest = get("/jobs/" + id + "/checkpoints").path("latest");
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
