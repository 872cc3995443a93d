package io.alphaflow.cli.chaos;

import java.io.IOException;
import java.time.Duration;

/** No room for checkpoints; then somebody makes some. */
final class DiskFull implements Fault {

  private final Ground ground;
  private final Duration lasts;
  private final SmallDisk disk;
  private long failedBefore;

  DiskFull(Ground ground, Duration lasts) {
    this.ground = ground;
    this.lasts = lasts;
    this.disk = SmallDisk.of(ground);
  }

  @Override
  public String told() {
    return "no room for checkpoints for %.1f s".formatted(lasts.toMillis() / 1e3);
  }

  @Override
  public void inject() throws Exception {
    failedBefore = ground.jobs().failedCheckpoints();
    disk.fill();
  }

  @Override
  public Duration lasts() {
    return lasts;
  }

  @Override
  public void heal() throws Exception {
    // A round in which the full disk kept nobody from a checkpoint would prove nothing.
    ground.await(
        "no checkpoint has failed on the full disk",
        () -> ground.jobs().failedCheckpoints() > failedBefore);
    undo();
  }

  @Override
  public void undo() throws IOException {
    disk.free();
  }
}
