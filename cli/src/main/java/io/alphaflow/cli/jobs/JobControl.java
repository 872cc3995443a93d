package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Submits and stops jobs on a cluster, and writes down what was done in the catalogue. */
public final class JobControl {

  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 50;

  /** Fixed for the life of a job's state: keys are hashed to so many groups. */
  private static final int MAX_PARALLELISM = 128;

  private final FlinkRest rest;
  private final Catalogue catalogue;
  private final String cluster;

  private JobControl(FlinkRest rest, Catalogue catalogue, String cluster) {
    this.rest = rest;
    this.catalogue = catalogue;
    this.cluster = cluster;
  }

  /** Jobs of this machine's cluster, which is the same one whatever its ports are today. */
  public static JobControl ofThisMachine(FlinkRest rest, Catalogue catalogue) {
    return new JobControl(rest, catalogue, Catalogue.THIS_MACHINE);
  }

  /** Jobs of a cluster elsewhere, which is known by its address. */
  static JobControl elsewhere(FlinkRest rest, Catalogue catalogue) {
    return new JobControl(rest, catalogue, rest.url());
  }

  FlinkRest rest() {
    return rest;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** What the catalogue calls the cluster. */
  String cluster() {
    return cluster;
  }

  /** The run of a job that has not ended. */
  public Optional<RunningJob> find(DeskJob job) {
    List<RunningJob> found = running().stream().filter(r -> r.name().equals(job.label())).toList();
    if (found.size() > 1) {
      throw new UserError(
          "two jobs called "
              + job.label()
              + " run on "
              + rest.url()
              + ": cancel one of them in the web UI");
    }
    return found.stream().findFirst();
  }

  /** All runs that have not ended, of whatever job. */
  List<RunningJob> running() {
    return RunningJob.all(rest.get("/jobs/overview")).stream()
        .filter(job -> !ENDED.contains(job.state()))
        .toList();
  }

  RunningJob need(DeskJob job) {
    return find(job)
        .orElseThrow(
            () -> new UserError("the job " + job.label() + " does not run on " + rest.url()));
  }

  /**
   * Submits a job.
   *
   * @param wanted what is to run; its time and id are not known yet
   * @param config the desk's configuration, where the cluster finds it
   * @return with the id of the run
   */
  Deployment submit(DeskJob job, Deployment wanted, Path config) throws IOException {
    String jar = rest.upload(catalogue.jar(wanted.jar()));
    ObjectNode run = JsonCodec.object();
    run.put("entryClass", job.mainClass());
    run.putArray("programArgsList").add("--config").add(config.toString());
    run.put("parallelism", wanted.parallelism());
    if (!wanted.from().isEmpty()) {
      run.put("savepointPath", wanted.from());
      run.put("allowNonRestoredState", false);
    }
    run.putObject("flinkConfiguration").put("pipeline.max-parallelism", "" + MAX_PARALLELISM);
    String id = rest.post("/jars/" + jar + "/run", run).path("jobid").asText();
    Deployment deployed =
        new Deployment(
            now(),
            cluster,
            job.label(),
            id,
            wanted.jar(),
            wanted.from(),
            wanted.parallelism(),
            wanted.replaces());
    catalogue.add(deployed);
    return deployed;
  }

  /**
   * Waits until every task of a run works.
   *
   * @throws UserError when it fails, ends or takes too long, with Flink's reason
   */
  void awaitRunning(String id, Duration patience) {
    await(
        patience,
        "the job does not run after " + patience.toSeconds() + " s",
        () -> {
          JsonNode job = healthy(id);
          for (JsonNode vertex : job.path("vertices")) {
            if (!vertex.path("status").asText().equals("RUNNING")) {
              return false;
            }
          }
          return job.path("state").asText().equals("RUNNING");
        });
  }

  /** Waits until a run has completed a checkpoint of its own. */
  void awaitCheckpoint(String id, Duration patience) {
    await(
        patience,
        "no checkpoint is complete after " + patience.toSeconds() + " s",
        () -> {
          healthy(id);
          JsonNode counts = rest.poll("/jobs/" + id + "/checkpoints").path("counts");
          return counts.path("completed").asInt() > 0;
        });
  }

  /**
   * What Flink says of a run.
   *
   * @throws UserError when it has failed, also when Flink starts it again by itself
   */
  JsonNode healthy(String id) {
    JsonNode job = rest.poll("/jobs/" + id);
    JsonNode failures = rest.poll("/jobs/" + id + "/exceptions").path("exceptionHistory");
    JsonNode last = failures.path("entries").path(0);
    if (!last.isMissingNode()) {
      throw new UserError("the job failed: " + FlinkRest.cause(last.path("stacktrace").asText()));
    }
    String state = job.path("state").asText();
    if (ENDED.contains(state)) {
      throw new UserError("the job has ended: " + state);
    }
    return job;
  }

  /** Parallelism of a run: the highest of its tasks. */
  int parallelism(String id) {
    int highest = 1;
    for (JsonNode vertex : rest.get("/jobs/" + id).path("vertices")) {
      highest = Math.max(highest, vertex.path("parallelism").asInt());
    }
    return highest;
  }

  /** What is known of a run; of one that somebody else submitted, what Flink says. */
  Deployment deployment(DeskJob job, RunningJob running) throws IOException {
    Optional<Deployment> known = catalogue.deployment(cluster, job, running.id());
    return known.isPresent()
        ? known.get()
        : new Deployment(
            "", cluster, job.label(), running.id(), "", "", parallelism(running.id()), "");
  }

  /** Takes a savepoint of a job that goes on. */
  public Savepoint savepoint(DeskJob job, RunningJob running) throws IOException {
    ObjectNode ask = JsonCodec.object().put("cancel-job", false);
    String path = take(job, running, "savepoints", ask, PATIENCE);
    return add(job, running, "savepoint", path);
  }

  /** Stops a job with a savepoint; the command that wants it is the reason. */
  public Savepoint stop(DeskJob job, RunningJob running, String reason) throws IOException {
    return stop(job, running, reason, PATIENCE);
  }

  /**
   * Stops a job with a savepoint.
   *
   * @param reason the command that wants it
   * @param patience for the savepoint, and for the job's end after it
   * @throws UserError when no savepoint is known: then the job goes on, or Flink still stops it
   */
  Savepoint stop(DeskJob job, RunningJob running, String reason, Duration patience)
      throws IOException {
    ObjectNode ask = JsonCodec.object().put("drain", false);
    String path;
    try {
      path = take(job, running, "stop", ask, patience);
    } catch (UserError e) {
      path = finishedWith(running.id()).orElseThrow(() -> e);
    }
    Savepoint savepoint = add(job, running, reason, path);
    awaitEnd(running.id(), patience);
    return savepoint;
  }

  /** The savepoint with which a run has finished, whatever became of the question for it. */
  private Optional<String> finishedWith(String id) {
    if (!rest.poll("/jobs/" + id).path("state").asText().equals("FINISHED")) {
      return Optional.empty();
    }
    JsonNode latest = rest.poll("/jobs/" + id + "/checkpoints").path("latest");
    return Optional.of(latest.path("savepoint").path("external_path").asText())
        .filter(path -> !path.isEmpty());
  }

  private String take(
      DeskJob job, RunningJob running, String how, ObjectNode ask, Duration patience) {
    String jobs = "/jobs/" + running.id();
    String request = rest.post(jobs + "/" + how, ask).path("request-id").asText();
    JsonNode[] answer = {null};
    await(
        patience,
        "the savepoint of " + job.label() + " is not complete after " + patience.toSeconds() + " s",
        () -> {
          answer[0] = rest.poll(jobs + "/savepoints/" + request);
          return answer[0].path("status").path("id").asText().equals("COMPLETED");
        });
    JsonNode operation = answer[0].path("operation");
    if (!operation.has("location")) {
      throw new UserError(
          "the savepoint of "
              + job.label()
              + " failed: "
              + FlinkRest.cause(operation.path("failure-cause").path("stack-trace").asText()));
    }
    return operation.path("location").asText();
  }

  private Savepoint add(DeskJob job, RunningJob running, String reason, String path)
      throws IOException {
    Deployment deployment = deployment(job, running);
    Savepoint savepoint =
        new Savepoint(
            now(),
            cluster,
            job.label(),
            running.id(),
            reason,
            path,
            deployment.jar(),
            deployment.parallelism());
    catalogue.add(savepoint);
    return savepoint;
  }

  /** Ends a job where it is, without a savepoint; its last checkpoint stays. */
  public void cancel(RunningJob running) {
    rest.patch("/jobs/" + running.id() + "?mode=cancel");
    awaitEnd(running.id(), PATIENCE);
  }

  private void awaitEnd(String id, Duration patience) {
    await(
        patience, "the job has not ended after " + patience.toSeconds() + " s", () -> hasEnded(id));
  }

  private boolean hasEnded(String id) {
    try {
      return ENDED.contains(rest.poll("/jobs/" + id).path("state").asText());
    } catch (UserError e) {
      // Between its end and its place among those that have ended Flink does not know a run.
      if (running().stream().noneMatch(run -> run.id().equals(id))) {
        return true;
      }
      throw e;
    }
  }

  /** What is waited for. */
  interface Condition {
    boolean holds();
  }

  static void await(Duration patience, String otherwise, Condition condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new UserError(otherwise);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserError("interrupted");
      }
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
