package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import java.time.Duration;

/** SIGKILL of a process and all that it started; {@code cluster up} starts it again. */
record Kill(Ground ground, ClusterPart part, Duration lasts) implements Fault {

  @Override
  public String told() {
    return "%s killed, started again after %.1f s".formatted(part.label(), lasts.toMillis() / 1e3);
  }

  @Override
  public void inject() {
    ground.cluster().family(part).forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void heal() throws Exception {
    ground.up();
    if (part == ClusterPart.JOB_MANAGER && !ground.highlyAvailable()) {
      ground.jobs().submitMissing(ground.jar());
    }
  }
}
