package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import java.time.Duration;

/**
 * The TaskManager on another host, as a network namespace is one, and the cable between it and
 * everything else pulled for longer than they wait for each other.
 */
final class CutNetwork implements Fault {

  private final Ground ground;
  private final Duration lasts;
  private Namespace namespace;
  private volatile boolean isThere;

  CutNetwork(Ground ground, Duration lasts) {
    this.ground = ground;
    this.lasts = lasts;
  }

  @Override
  public String told() {
    return "the TaskManager cut off from everything for %.1f s".formatted(lasts.toMillis() / 1e3);
  }

  @Override
  public void prepare() throws Exception {
    namespace = new Namespace(ground.cluster().folder(), ground.cluster().portsForTaskManager());
    namespace.open();
    isThere = true;
    ground.cluster().stop(ClusterPart.TASK_MANAGER);
    ground.cluster().startTaskManager(namespace.inside(), namespace.settings());
    ground.awaitWork();
  }

  @Override
  public void inject() throws Exception {
    namespace.pullTheCable();
  }

  @Override
  public Duration lasts() {
    return lasts;
  }

  @Override
  public void heal() throws Exception {
    undo();
    // A TaskManager that gave up meanwhile would come back on the other host as well.
    if (!ground.cluster().runs(ClusterPart.TASK_MANAGER)) {
      ground.cluster().startTaskManager(namespace.inside(), namespace.settings());
    }
  }

  @Override
  public void undo() throws Exception {
    if (isThere) {
      namespace.plugItIn();
    }
  }

  @Override
  public void putAway() throws Exception {
    ground.cluster().stop(ClusterPart.TASK_MANAGER);
    isThere = false;
    Namespace.remove(ground.cluster().folder());
    ground.up();
    ground.awaitWork();
  }
}
