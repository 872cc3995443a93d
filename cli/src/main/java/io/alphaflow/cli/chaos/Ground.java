package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.cli.cluster.ClusterHands;
import io.alphaflow.cli.cluster.Exchange;
import io.alphaflow.cli.jobs.JobHands;
import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.view.DeskMonitor;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** The cluster, the jobs and the desk to which faults happen. */
final class Ground implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final ClusterHands cluster;
  private final JobHands jobs;
  private final DeskConfig desk;
  private final Exchange exchange;
  private final DeskMonitor monitor;
  private final Path jar;
  private final Duration patience;

  /**
   * That of the cluster of this machine.
   *
   * @param jar of the jobs
   * @param patience for whatever is waited for
   * @param log told what is done
   */
  Ground(Path jar, Duration patience, PrintWriter log) throws IOException {
    ClusterFolder folder = new ClusterFolder();
    this.cluster = new ClusterHands(folder, log);
    this.jobs = new JobHands(folder, log);
    this.desk = folder.desk().config();
    this.exchange = cluster.exchange();
    this.monitor = new DeskMonitor(desk.kafka());
    this.jar = jar;
    this.patience = patience;
  }

  ClusterHands cluster() {
    return cluster;
  }

  JobHands jobs() {
    return jobs;
  }

  DeskConfig desk() {
    return desk;
  }

  Exchange exchange() {
    return exchange;
  }

  DeskMonitor monitor() {
    return monitor;
  }

  /** The jar of the jobs. */
  Path jar() {
    return jar;
  }

  /** A jar of the jobs whose states have a field more. */
  Path changedJar() throws IOException {
    Path changed = cluster.folder().path().resolve("chaos/changed.jar");
    if (!Files.exists(changed)
        || Files.getLastModifiedTime(changed).compareTo(Files.getLastModifiedTime(jar)) < 0) {
      ChangedJar.write(jar, changed);
    }
    return changed;
  }

  Duration patience() {
    return patience;
  }

  Timeouts timeouts() {
    return Timeouts.of(cluster.flink(), desk.kafka());
  }

  /** Whether jobs outlive the JobManager. */
  boolean highlyAvailable() {
    return cluster.highlyAvailable();
  }

  /** The database; connected anew each time, because it is one of those that fail. */
  Archive archive() throws SQLException {
    DatabaseOptions database = desk.database();
    return Archive.connect(database.jdbcUrl(), database.user(), database.password().resolve());
  }

  /** {@code cluster up} by a supervisor, who does it again when something ends meanwhile. */
  void up() throws InterruptedException {
    await(
        "the cluster does not come up",
        () -> {
          cluster.up();
          return cluster.ready();
        });
  }

  /** Waits until every task of every job works. */
  void awaitWork() throws InterruptedException {
    await("not every job works", jobs::allRun);
  }

  /** What is waited for; it may fail while a part of the cluster is away. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits.
   *
   * @param otherwise what is the matter when time is up
   */
  void await(String otherwise, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String why = "";
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
        why = "";
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        why = ": " + e.getMessage();
      }
      if (System.nanoTime() > end) {
        throw new UserError(otherwise + " after " + patience.toSeconds() + " s" + why);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** That a replacement of a job proved itself. */
  void must(String rolledBack) {
    if (!rolledBack.isEmpty()) {
      throw new UserError("the job was rolled back: " + rolledBack);
    }
  }

  @Override
  public void close() {
    monitor.close();
  }
}
