package io.alphaflow.cli.jobs;

/**
 * A savepoint in the catalogue.
 *
 * @param time when it was complete, ISO 8601, UTC
 * @param flink the cluster that took it
 * @param job name of the job
 * @param jobId Flink's id of the run
 * @param reason the command that took it
 * @param path where it is
 * @param jar hash of the jar that ran
 * @param parallelism that it ran with
 */
public record Savepoint(
    String time,
    String flink,
    String job,
    String jobId,
    String reason,
    String path,
    String jar,
    int parallelism) {}
