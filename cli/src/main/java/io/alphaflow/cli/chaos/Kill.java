package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import io.alphaflow.runtime.Daemon;
import java.time.Duration;
import java.util.List;

/** SIGKILL of a process and all that it started; {@code cluster up} starts it again. */
record Kill(Ground ground, ClusterPart part, Duration lasts) implements Fault {

  @Override
  public String told() {
    return "%s killed, started again after %.1f s".formatted(part.label(), lasts.toMillis() / 1e3);
  }

  @Override
  public void inject() throws InterruptedException {
    List<ProcessHandle> family = ground.cluster().family(part);
    family.forEach(ProcessHandle::destroyForcibly);
    // A large process takes a while to go, and counts as running until then.
    ground.await("what was killed is still there", () -> family.stream().noneMatch(Daemon::runs));
  }

  @Override
  public void heal() throws Exception {
    ground.up();
    if (!keepsRuns()) {
      ground.jobs().submitMissing(ground.jar());
    }
  }

  @Override
  public boolean keepsRuns() {
    return part != ClusterPart.JOB_MANAGER || ground.highlyAvailable();
  }

  @Override
  public boolean hitsLeader() {
    return part == ClusterPart.JOB_MANAGER;
  }
}
