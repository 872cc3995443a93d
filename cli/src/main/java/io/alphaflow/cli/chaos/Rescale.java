package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.DeskJob;

/** A job goes on with two tasks of each kind, and then with one again. */
record Rescale(Ground ground, DeskJob job) implements Fault {

  @Override
  public String told() {
    return job.label() + " from 1 to 2 tasks and back";
  }

  @Override
  public boolean keepsRuns() {
    return false;
  }

  @Override
  public void inject() throws Exception {
    ground.must(ground.jobs().scale(job, 2));
  }

  @Override
  public void heal() throws Exception {
    ground.must(ground.jobs().scale(job, 1));
  }
}
