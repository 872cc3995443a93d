package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of the processes of a standalone cluster, by {@code /proc}. Linux only. */
final class ClusterCpu {

  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final ServerCpu database;

  /**
   * Of a cluster that runs.
   *
   * @param status what {@code cluster status --json} says
   * @param folder of the cluster
   */
  ClusterCpu(JsonNode status, Path folder) {
    status.path("processes").forEach(p -> pids.put(p.path("name").asText(), pid(p)));
    database = new ServerCpu(folder.resolve("database"));
  }

  private static long pid(JsonNode process) {
    return process.path("pid").asLong();
  }

  /** Seconds of each since its start; of the database with those of its server. */
  Map<String, Double> seconds() throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      seconds.put(process.getKey(), ServerCpu.seconds(process.getValue()));
    }
    double server = database.seconds();
    seconds.computeIfPresent("database", (name, own) -> Math.max(own, server));
    return seconds;
  }
}
