package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.DeskJob;
import java.io.IOException;

/**
 * A job is upgraded to a jar whose states have a field more, or, when it has that, to the one
 * without.
 */
final class Upgrade implements Fault {

  private final Ground ground;
  private final DeskJob job;
  private boolean back;

  Upgrade(Ground ground, DeskJob job) {
    this.ground = ground;
    this.job = job;
  }

  @Override
  public String told() {
    return "%s upgraded, its states have a field %s".formatted(job.label(), back ? "less" : "more");
  }

  @Override
  public void prepare() throws IOException {
    back = ground.jobs().runsWith(job, ground.changedJar());
  }

  @Override
  public boolean keepsRuns() {
    return false;
  }

  @Override
  public void inject() throws Exception {
    ground.must(ground.jobs().upgrade(job, back ? ground.jar() : ground.changedJar()));
  }
}
