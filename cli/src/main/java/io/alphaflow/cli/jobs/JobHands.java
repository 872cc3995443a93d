package io.alphaflow.cli.jobs;

import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an operator does to the jobs of the cluster of this machine, for a program that does it many
 * times.
 */
public final class JobHands {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final JobControl control;
  private final LatestState states;
  private final Path config;
  private final PrintWriter log;

  /**
   * Of a cluster that was started in a folder.
   *
   * @param log told of each step
   */
  public JobHands(ClusterFolder folder, PrintWriter log) throws IOException {
    this.control =
        JobControl.ofThisMachine(
            new FlinkRest(folder.settings().flinkUrls()), new Catalogue(folder.path()));
    this.states = new LatestState(control, folder.checkpoints(), folder.savepoints());
    this.config = folder.desk().configFile();
    this.log = log;
  }

  /** Runs of jobs that have not ended. */
  public List<RunningJob> running() {
    return control.running();
  }

  /** Whether every task of every job of the desk works, once. */
  public boolean allRun() {
    List<RunningJob> running = control.running();
    return running.size() == DeskJob.values().length
        && running.stream()
            .allMatch(run -> run.state().equals("RUNNING") && run.runningTasks() == run.tasks());
  }

  /**
   * {@code alphaflow submit} of what does not run, from its newest state. Does not wait until it
   * works.
   */
  public void submitMissing(Path jar) throws IOException {
    List<DeskJob> missing =
        Arrays.stream(DeskJob.values()).filter(job -> control.find(job).isEmpty()).toList();
    for (DeskJob job : missing) {
      Optional<Deployment> last = last(job);
      String hash = last.isPresent() ? last.get().jar() : control.catalogue().keep(jar);
      int parallelism = last.map(Deployment::parallelism).orElse(1);
      Deployment wanted = Deployment.wanted(job, hash, states.of(job), parallelism);
      control.submit(job, wanted, config);
      log.printf("submitted %s from %s%n", job.label(), text(wanted.from()));
    }
  }

  private static String text(String from) {
    return from.isEmpty() ? "the beginning of its logs" : from;
  }

  private Optional<Deployment> last(DeskJob job) throws IOException {
    List<Deployment> runs = control.catalogue().deployments(control.cluster(), job);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  /**
   * {@code alphaflow scale}: stops a job with a savepoint and starts it with so many tasks.
   *
   * @return why the former run was put back; empty when it was not
   */
  public String scale(DeskJob job, int parallelism) throws IOException {
    Deployment now = control.deployment(job, control.need(job));
    return replace(job, now.jar(), parallelism, "scale");
  }

  /**
   * {@code alphaflow upgrade} to another jar.
   *
   * @return why the former run was put back; empty when it was not
   */
  public String upgrade(DeskJob job, Path jar) throws IOException {
    Deployment now = control.deployment(job, control.need(job));
    return replace(job, control.catalogue().keep(jar), now.parallelism(), "upgrade");
  }

  /** Whether a job runs with a jar. */
  public boolean runsWith(DeskJob job, Path jar) throws IOException {
    return control.deployment(job, control.need(job)).jar().equals(Catalogue.hash(jar));
  }

  private String replace(DeskJob job, String jar, int parallelism, String reason)
      throws IOException {
    // What is decided meanwhile is verified at the end of the round, with everything else.
    Replacement replacement =
        new Replacement(control, states, config, PATIENCE, Optional.empty(), log::println);
    return replacement.replace(job, jar, parallelism, reason).rolledBack();
  }

  /** {@code alphaflow savepoint}. */
  public String savepoint(DeskJob job) throws IOException {
    return control.savepoint(job, control.need(job)).path();
  }

  /** {@code alphaflow cancel}, then {@code alphaflow submit --from}. */
  public void restartFrom(DeskJob job, String savepoint) throws IOException {
    Deployment now = control.deployment(job, control.need(job));
    control.cancel(control.need(job));
    Deployment wanted = Deployment.wanted(job, now.jar(), savepoint, now.parallelism());
    control.awaitRunning(control.submit(job, wanted, config).jobId(), PATIENCE);
  }

  /** How far a job has read of what its logs hold now. */
  public CaughtUp caughtUp(DeskJob job) {
    return CaughtUp.withNow(DeskConfig.load(config).kafka(), job);
  }

  /** Checkpoints of the present runs that failed. */
  public long failedCheckpoints() {
    return control.running().stream()
        .map(run -> control.rest().poll("/jobs/" + run.id() + "/checkpoints").path("counts"))
        .mapToLong(counts -> counts.path("failed").asLong())
        .sum();
  }
}
