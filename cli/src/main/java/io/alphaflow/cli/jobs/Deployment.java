package io.alphaflow.cli.jobs;

/**
 * A run of a job that was submitted.
 *
 * @param time when, ISO 8601, UTC
 * @param flink the cluster
 * @param job name of the job
 * @param jobId Flink's id of the run
 * @param jar hash of the jar, which the catalogue keeps
 * @param from savepoint or checkpoint that it began with; empty for none
 * @param parallelism of the job
 * @param replaces id of the run that this one was to replace; empty for none
 */
public record Deployment(
    String time,
    String flink,
    String job,
    String jobId,
    String jar,
    String from,
    int parallelism,
    String replaces) {

  /** One that is to be submitted, in nobody's place; when, where and as what is known then. */
  static Deployment wanted(DeskJob job, String jar, String from, int parallelism) {
    return new Deployment("", "", job.label(), "", jar, from, parallelism, "");
  }
}
