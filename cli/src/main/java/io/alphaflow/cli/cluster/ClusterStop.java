package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.chaos.Namespace;
import io.alphaflow.cli.chaos.SmallDisk;
import io.alphaflow.cli.jobs.Catalogue;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.cli.jobs.FlinkRest;
import io.alphaflow.cli.jobs.JobControl;
import io.alphaflow.cli.jobs.RunningJob;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops jobs and processes of a cluster. What fails is kept and told in the end; the rest is
 * stopped all the same.
 */
final class ClusterStop {

  private final ClusterFolder folder;
  private final PrintWriter out;
  private final ObjectNode processes = JsonCodec.object();
  private final List<String> failures = new ArrayList<>();

  ClusterStop(ClusterFolder folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /** What could not be done, a sentence each. */
  List<String> failures() {
    return failures;
  }

  /** How each process ended, and the failures. */
  ObjectNode json() {
    ArrayNode array = processes.putArray("failures");
    failures.forEach(array::add);
    return processes;
  }

  /** Stops every job with a savepoint. */
  void jobs() {
    try {
      if (!runs(ClusterPart.JOB_MANAGER) && !runs(ClusterPart.STANDBY)) {
        return; // and with it its jobs have gone
      }
      FlinkRest rest = new FlinkRest(folder.settings().flinkUrls());
      if (!rest.answers()) {
        fail("jobs", "Flink does not answer at " + rest.url() + ": no savepoints were taken");
        return;
      }
      JobControl control = JobControl.ofThisMachine(rest, new Catalogue(folder.path()));
      for (DeskJob job : DeskJob.writersFirst()) {
        job(control, job);
      }
    } catch (IOException | RuntimeException e) {
      fail("jobs", e.getMessage());
    }
  }

  private boolean runs(ClusterPart part) {
    return folder.daemon(part.label()).running().isPresent();
  }

  private void job(JobControl control, DeskJob job) {
    try {
      Optional<RunningJob> run = control.find(job);
      if (run.isPresent()) {
        say(job.label(), "stopped, " + control.stop(job, run.get(), "down").path());
      }
    } catch (UserError e) {
      fail(job.label(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      fail(job.label(), e.toString());
    }
  }

  /** Stops the processes, the last one first. */
  void processes() {
    for (ClusterPart part : ClusterPart.lastFirst()) {
      if (part.isForHighAvailability() && !runs(part)) {
        continue; // most clusters have none
      }
      try {
        String ending = folder.daemon(part.label()).stop(part.stopPatience()).name();
        processes.put(part.label(), ending);
        say(part.label(), ending.toLowerCase(Locale.ROOT).replace('_', ' '));
      } catch (IOException | RuntimeException e) {
        processes.put(part.label(), "FAILED");
        fail(part.label(), e.getMessage());
      }
    }
    putAway();
    try {
      // One whose process was killed leaves its server.
      LocalDatabase.stopLeft(folder.desk().database());
    } catch (IOException e) {
      fail(ClusterPart.DATABASE.label(), e.getMessage());
    }
  }

  /** What a game day left: a disk over the checkpoints, and the other host of the TaskManager. */
  private void putAway() {
    try {
      SmallDisk.unmount(folder.checkpoints());
      Namespace.remove(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      fail("chaos", e.getMessage());
    }
  }

  private void say(String name, String text) {
    out.println("  %-12s %s".formatted(name, text));
    out.flush();
  }

  private void fail(String name, String text) {
    failures.add(name + ": " + text);
    say(name, "FAILED: " + text);
  }
}
