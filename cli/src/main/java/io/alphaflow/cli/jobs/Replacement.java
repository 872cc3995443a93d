package io.alphaflow.cli.jobs;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
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
  private final Path config;
  private final DeskConfig desk;
  private final Duration patience;
  private final Optional<Duration> verified;
  private final Consumer<String> progress;

  /**
   * Replacements on a cluster.
   *
   * @param config the desk's configuration, where the cluster finds it
   * @param patience for each of the steps
   * @param verified how much of the past is run again, market time; empty for nothing
   * @param progress told of each step
   */
  Replacement(
      JobControl control,
      Path config,
      Duration patience,
      Optional<Duration> verified,
      Consumer<String> progress) {
    this.control = control;
    this.config = config;
    this.desk = DeskConfig.load(config);
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
    long since = verified.isPresent() ? JournalTime.reached(desk.kafka()) : 0;
    long began = System.nanoTime();
    Savepoint savepoint = control.stop(job, old, reason);
    progress.accept("  stopped with %s after %.1f s".formatted(savepoint.path(), since(began)));
    try (CaughtUp target = CaughtUp.withNow(desk.kafka(), job)) {
      Deployment wanted =
          new Deployment("", "", job.label(), "", jar, savepoint.path(), parallelism, old.id());
      Deployment deployed = control.submit(job, wanted, config);
      control.awaitRunning(deployed.jobId(), patience);
      double gap = since(began);
      progress.accept("  runs again after %.1f s".formatted(gap));
      prove(deployed, target, since);
      double proven = since(began);
      progress.accept("  caught up and verified after %.1f s".formatted(proven));
      return new Replaced(deployed, savepoint, gap, proven, "");
    } catch (UserError e) {
      progress.accept("  " + e.getMessage());
      progress.accept("  going back to jar " + before.jar());
      Deployment back = backOrTell(job, before, savepoint, e.getMessage());
      return new Replaced(back, savepoint, since(began), since(began), e.getMessage());
    }
  }

  private Deployment backOrTell(DeskJob job, Deployment before, Savepoint savepoint, String why)
      throws IOException {
    try {
      return back(job, before, savepoint.path());
    } catch (UserError e) {
      throw new UserError(
          "%s: %s; the former run could not be put back either: %s. Its savepoint is %s, its jar %s"
              .formatted(
                  job.label(),
                  why,
                  e.getMessage(),
                  savepoint.path(),
                  control.catalogue().jar(before.jar())));
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
   * Ends whatever run there is of a job and starts an earlier one again.
   *
   * @param earlier whose jar and parallelism
   * @param from state that it wrote
   */
  Deployment back(DeskJob job, Deployment earlier, String from) throws IOException {
    control.find(job).ifPresent(control::cancel);
    Deployment wanted =
        new Deployment("", "", job.label(), "", earlier.jar(), from, earlier.parallelism(), "");
    Deployment deployed = control.submit(job, wanted, config);
    control.awaitRunning(deployed.jobId(), patience);
    return deployed;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
