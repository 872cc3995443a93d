package io.alphaflow.cli.jobs;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.local.ConfigCheck;
import io.alphaflow.cli.risk.JournalTime;
import io.alphaflow.cli.verify.Difference;
import io.alphaflow.cli.verify.SignalVerifier;
import io.alphaflow.cli.verify.Verifier;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts another run in the place of one that works, with its state, and takes it back when it does
 * not prove itself: it must run without a failure, complete a checkpoint, read what its logs held
 * when it began, and, since the desk must still be the one that its logs tell of, what was decided
 * lately must come out the same when it is run again.
 */
final class Replacement {

  private final JobControl control;
  private final LatestState states;
  private final Path config;
  private final DeskConfig desk;
  private final Duration patience;
  private final Optional<Duration> verified;
  private final Consumer<String> progress;

  /**
   * Replacements on a cluster.
   *
   * @param states what runs of its jobs left
   * @param config the desk's configuration, where the cluster finds it
   * @param patience for each of the steps
   * @param verified how much of the past is run again, market time; empty for nothing
   * @param progress told of each step
   * @throws io.alphaflow.common.config.ConfigException when a job could not start with it
   */
  Replacement(
      JobControl control,
      LatestState states,
      Path config,
      Duration patience,
      Optional<Duration> verified,
      Consumer<String> progress) {
    this.control = control;
    this.states = states;
    this.config = config;
    this.desk = DeskConfig.load(config);
    ConfigCheck.check(desk);
    this.patience = patience;
    this.verified = verified;
    this.progress = progress;
  }

  /**
   * Stops the run of a job with a savepoint and starts another from it.
   *
   * @param jar hash of the jar to run
   * @param parallelism to run with
   * @param reason the command that wants it
   */
  Replaced replace(DeskJob job, String jar, int parallelism, String reason) throws IOException {
    RunningJob old = control.need(job);
    Deployment before = control.deployment(job, old);
    if (before.jar().isEmpty()) {
      throw new UserError(
          "%s was not submitted with alphaflow, so that there is no jar to go back to: stop it and"
                  .formatted(job.label())
              + " submit it");
    }
    control.catalogue().jar(before.jar());
    control.catalogue().jar(jar);
    long since = verified.isPresent() ? JournalTime.reached(desk.kafka()) : 0;
    long began = System.nanoTime();
    String state = "";
    try {
      state = control.stop(job, old, reason, patience).path();
      progress.accept("  stopped with %s after %.1f s".formatted(state, since(began)));
      Deployment wanted =
          new Deployment("", "", job.label(), "", jar, state, parallelism, old.id());
      return start(job, wanted, since, began);
    } catch (IOException | RuntimeException e) {
      // Whatever it was, the desk must not be left without the job, or with an unproven one.
      String why = reason(e);
      progress.accept("  " + why);
      String from = state.isEmpty() ? leftBy(job, old, why) : state;
      progress.accept("  going back to jar " + before.jar());
      Deployment back = backOrTell(job, before, from, why);
      return new Replaced(back, since(began), since(began), why);
    }
  }

  private Replaced start(DeskJob job, Deployment wanted, long since, long began)
      throws IOException {
    try (CaughtUp target = CaughtUp.withNow(desk.kafka(), job)) {
      Deployment deployed = control.submit(job, wanted, config);
      control.awaitRunning(deployed.jobId(), patience);
      double gap = since(began);
      progress.accept("  runs again after %.1f s".formatted(gap));
      prove(deployed, target, since);
      double proven = since(began);
      progress.accept("  caught up and verified after %.1f s".formatted(proven));
      return new Replaced(deployed, gap, proven, "");
    }
  }

  private static String reason(Exception e) {
    return e instanceof UserError ? e.getMessage() : e.toString();
  }

  /** State of a run that has ended though its stop failed. */
  private String leftBy(DeskJob job, RunningJob old, String why) throws IOException {
    if (control.find(job).isPresent()) {
      throw new UserError(
          "%s was not stopped and goes on: %s. If Flink stops it later, alphaflow submit %s goes on"
                  .formatted(job.label(), why, job.label())
              + " from there");
    }
    return states
        .writtenBy(old.id())
        .orElseThrow(
            () ->
                new UserError(
                    "%s was stopped, but where is its savepoint? %s. Flink's logs tell; alphaflow"
                            .formatted(job.label(), why)
                        + " submit "
                        + job.label()
                        + " --from PATH goes on from it"));
  }

  private Deployment backOrTell(DeskJob job, Deployment before, String from, String why) {
    try {
      return back(job, before, from);
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          "%s: %s; the former run could not be put back either: %s. Its savepoint is %s, its jar %s"
              .formatted(job.label(), why, reason(e), from, before.jar()));
    }
  }

  private void prove(Deployment deployed, CaughtUp target, long since) {
    String id = deployed.jobId();
    control.awaitCheckpoint(id, patience);
    JobControl.await(
        patience,
        "the job has not caught up after " + patience.toSeconds() + " s",
        () -> {
          control.healthy(id);
          return target.behind() == 0;
        });
    verified.ifPresent(past -> verify(new Period(micros(since, past), Long.MAX_VALUE)));
    control.healthy(id);
  }

  private static long micros(long since, Duration past) {
    return since - past.toNanos() / 1000;
  }

  private void verify(Period period) {
    Optional<Difference> first =
        SignalVerifier.verify(desk, period).first().or(() -> Verifier.verify(desk, period).first());
    if (first.isPresent()) {
      throw new UserError(
          "what was decided does not come out the same when it is run again: "
              + first.get().text());
    }
  }

  /**
   * Ends whatever run there is of a job and starts an earlier one again. Nothing is ended when
   * there is nothing to start.
   *
   * @param earlier whose jar and parallelism
   * @param from state that it wrote
   */
  Deployment back(DeskJob job, Deployment earlier, String from) throws IOException {
    control.catalogue().jar(earlier.jar());
    if (states.isGone(from)) {
      throw new UserError("the state " + from + " is not there any more");
    }
    control.find(job).ifPresent(control::cancel);
    Deployment wanted = Deployment.wanted(job, earlier.jar(), from, earlier.parallelism());
    Deployment deployed = control.submit(job, wanted, config);
    control.awaitRunning(deployed.jobId(), patience);
    return deployed;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
