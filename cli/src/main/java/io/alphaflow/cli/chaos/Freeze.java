package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SIGSTOP of a process and all that it started, for longer than others wait for it. */
record Freeze(Ground ground, ClusterPart part, Duration lasts) implements Fault {

  @Override
  public String told() {
    return "%s stopped for %.1f s".formatted(part.label(), lasts.toMillis() / 1e3);
  }

  @Override
  public void inject() throws Exception {
    signal("-STOP");
  }

  @Override
  public void heal() throws Exception {
    signal("-CONT");
    // Who fences itself when it finds that it was away too long is started by whoever watches it.
    ground.up();
  }

  private void signal(String name) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", name));
    ground.cluster().family(part).forEach(p -> command.add(Long.toString(p.pid())));
    Programs.run(command);
  }
}
