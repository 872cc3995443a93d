package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.DeskJob;

/**
 * A job is cancelled and goes on from a savepoint that was taken before it read what it has read:
 * it writes again what it has written, and its readers must drop it.
 */
final class OlderSavepoint implements Fault {

  private final Ground ground;
  private final DeskJob job;
  private String savepoint;

  OlderSavepoint(Ground ground, DeskJob job) {
    this.ground = ground;
    this.job = job;
  }

  @Override
  public String told() {
    return job.label() + " goes on from an older savepoint";
  }

  @Override
  public void prepare() throws Exception {
    savepoint = ground.jobs().savepoint(job);
  }

  @Override
  public boolean keepsRuns() {
    return false;
  }

  @Override
  public void inject() throws Exception {
    ground.jobs().restartFrom(job, savepoint);
  }
}
