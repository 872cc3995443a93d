package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.jobs.FlinkRest;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster status}. */
@Command(
    name = "status",
    description = {
      "Show each process of the cluster, Flink's slots, and the jobs. Ends with 1 when",
      "a process does not run or does not answer."
    },
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {

  private static final String PROCESS = "%-12s %-9s %8s %8s  %s%n";

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ClusterFolder folder = new ClusterFolder();
    ClusterSettings settings = folder.settings();
    ObjectNode status = status(new ClusterParts(folder, settings), settings);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status);
    } else {
      print(status, out);
    }
    out.flush();
    return status.path("ready").asBoolean() ? 0 : 1;
  }

  private static ObjectNode status(ClusterParts parts, ClusterSettings settings) {
    ObjectNode status = JsonCodec.object();
    ArrayNode processes = status.putArray("processes");
    boolean ready = true;
    for (ClusterPart part : parts.parts()) {
      Optional<ProcessHandle> process = parts.daemon(part).running();
      boolean answers = process.isPresent() && parts.isReady(part);
      ready &= answers;
      ObjectNode one = processes.addObject();
      one.put("name", part.label());
      one.put("state", process.isEmpty() ? "DOWN" : answers ? "READY" : "NOT_READY");
      process.ifPresent(p -> one.put("pid", p.pid()).put("upSeconds", upSeconds(p)));
      one.put("address", process.isEmpty() ? "" : parts.address(part));
      one.put("log", parts.log(part).toString());
    }
    status.put("ready", ready);
    new FlinkOverview(settings.flinkUrls())
        .ask()
        .ifPresent(
            flink -> {
              status.set("flink", flink(flink));
              status.set("jobs", jobs(settings));
            });
    return status;
  }

  private static ObjectNode flink(JsonNode overview) {
    return JsonCodec.object()
        .put("version", overview.path("flink-version").asText())
        .put("taskManagers", overview.path("taskmanagers").asInt())
        .put("slots", overview.path("slots-total").asInt())
        .put("freeSlots", overview.path("slots-available").asInt());
  }

  private static ArrayNode jobs(ClusterSettings settings) {
    ArrayNode jobs = JsonCodec.object().arrayNode();
    for (JsonNode job : new FlinkRest(settings.flinkUrls()).get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      jobs.addObject()
          .put("name", job.path("name").asText())
          .put("id", job.path("jid").asText())
          .put("state", job.path("state").asText())
          .put("tasks", tasks.path("total").asInt())
          .put("runningTasks", tasks.path("running").asInt())
          .put("begun", Instant.ofEpochMilli(job.path("start-time").asLong()).toString());
    }
    return jobs;
  }

  private static long upSeconds(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()).toSeconds())
        .orElse(0L);
  }

  private static void print(ObjectNode status, PrintWriter out) {
    out.printf(PROCESS, "process", "state", "pid", "up, s", "address");
    for (JsonNode one : status.path("processes")) {
      out.printf(
          PROCESS,
          one.path("name").asText(),
          one.path("state").asText(),
          one.path("pid").asText("-"),
          one.path("upSeconds").asText("-"),
          one.path("address").asText());
    }
    JsonNode flink = status.path("flink");
    if (flink.isMissingNode()) {
      return;
    }
    out.printf(
        "%nFlink %s, %d TaskManagers, %d slots, %d of them free%n%n",
        flink.path("version").asText(),
        flink.path("taskManagers").asInt(),
        flink.path("slots").asInt(),
        flink.path("freeSlots").asInt());
    TextTable jobs = new TextTable("job", "state", "tasks", "begun", "id");
    for (JsonNode job : status.path("jobs")) {
      jobs.row(
          job.path("name").asText(),
          job.path("state").asText(),
          job.path("runningTasks").asInt() + "/" + job.path("tasks").asInt(),
          job.path("begun").asText(),
          job.path("id").asText());
    }
    jobs.lines().forEach(out::println);
  }
}
