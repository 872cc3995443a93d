package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterPart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** SIGSTOP of a process and all that it started, for longer than others wait for it. */
final class Freeze implements Fault {

  private final Ground ground;
  private final ClusterPart part;
  private final Duration lasts;
  private volatile List<ProcessHandle> stopped = List.of();

  Freeze(Ground ground, ClusterPart part, Duration lasts) {
    this.ground = ground;
    this.part = part;
    this.lasts = lasts;
  }

  @Override
  public String told() {
    return "%s stopped for %.1f s".formatted(part.label(), lasts.toMillis() / 1e3);
  }

  @Override
  public void inject() throws Exception {
    stopped = ground.cluster().family(part);
    signal("-STOP");
  }

  @Override
  public Duration lasts() {
    return lasts;
  }

  @Override
  public void heal() throws Exception {
    undo();
    // Who fences itself when it finds that it was away too long is started by whoever watches it.
    ground.up();
  }

  @Override
  public void undo() throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public boolean hitsLeader() {
    return part == ClusterPart.JOB_MANAGER;
  }

  /** One by one: some end meanwhile, as PostgreSQL's processes do, and the others must get it. */
  private void signal(String name) throws IOException, InterruptedException {
    for (ProcessHandle process : stopped) {
      try {
        if (process.isAlive()) {
          Programs.run("kill", name, Long.toString(process.pid()));
        }
      } catch (UserError e) {
        if (process.isAlive()) {
          throw e;
        }
      }
    }
  }
}
