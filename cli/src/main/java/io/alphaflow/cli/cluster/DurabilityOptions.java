package io.alphaflow.cli.cluster;

import io.alphaflow.cli.UserError;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the jobs of a cluster outlive, for commands that start one. */
public final class DurabilityOptions {

  @Option(
      names = "--ha",
      description = {
        "High availability: ZooKeeper and a second JobManager. When one",
        "JobManager has gone, the other goes on with all jobs"
      })
  private boolean highAvailability;

  @Option(
      names = "--state",
      paramLabel = "URL",
      defaultValue = "",
      description = {
        "Where checkpoints and savepoints go instead of the cluster's",
        "folder: s3://BUCKET/FOLDER (docs/security.md)"
      })
  private String state;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      defaultValue = "",
      description = "Of the store, where it is not Amazon's")
  private String s3Endpoint;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  boolean highAvailability() {
    return highAvailability;
  }

  String s3Endpoint() {
    return s3Endpoint;
  }

  /**
   * Empty for the cluster's folder.
   *
   * @throws UserError when this Flink can write nowhere else
   */
  String stateUrl() {
    if (state.isEmpty()) {
      return state;
    }
    if (!state.matches("s3://[^/]+(/.+[^/])?")) {
      throw new ParameterException(
          spec.commandLine(), "--state " + state + ": expected s3://BUCKET/FOLDER");
    }
    if (!Files.isDirectory(ClusterFolder.flink().plugins().resolve("s3-fs-presto"))) {
      throw new UserError(
          "Flink has no plugin for S3: ./mvnw -pl flink-dist -Ps3 package fetches it (97 MB)");
    }
    return state;
  }

  /** As words of a command; empty when none is given. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (highAvailability) {
      words.add("--ha");
    }
    if (!state.isEmpty()) {
      words.addAll(List.of("--state", state));
    }
    if (!s3Endpoint.isEmpty()) {
      words.addAll(List.of("--s3-endpoint", s3Endpoint));
    }
    return words;
  }
}
