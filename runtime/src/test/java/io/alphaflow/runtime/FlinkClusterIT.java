package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlinkClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long MANY = 1_000_000;

  @TempDir Path work;

  @Test
  void restoresKeyedStateFromRetainedCheckpointAfterCancel() throws Exception {
    try (FlinkCluster cluster = start(rareCheckpoints())) {
      JobID first = cluster.submit(counting(cluster, "cancelled"));
      cluster.awaitRunning(first, PATIENCE);
      assertThat(cluster.latestCheckpoint(first)).isEmpty();
      CountingJob.awaitNumber("cancelled", 50);
      String checkpoint = cluster.triggerCheckpoint(first);
      cluster.cancel(first);

      assertThat(cluster.status(first)).isEqualTo(JobStatus.CANCELED);
      assertThat(cluster.latestCheckpoint(first)).contains(checkpoint);
      assertThat(Path.of(URI.create(checkpoint)).resolve("_metadata")).exists();

      JobID second = cluster.submit(counting(cluster, "restored"), checkpoint);
      CountingJob.Seen restored = CountingJob.awaitNumber("restored", 60);
      assertThat(restored.first()).isGreaterThan(50);
      assertThat(cluster.failureCause(second)).isEmpty();
    }
  }

  @Test
  void goesOnFromASavepointWithMoreTasks() throws Exception {
    try (FlinkCluster cluster = start(rareCheckpoints())) {
      JobID first = cluster.submit(counting(cluster, "stopped"));
      cluster.awaitRunning(first, PATIENCE);
      CountingJob.awaitNumber("stopped", 50);
      String savepoint = cluster.stopWithSavepoint(first, PATIENCE);
      assertThat(cluster.status(first)).isEqualTo(JobStatus.FINISHED);
      assertThat(Path.of(URI.create(savepoint))).hasParent(work.resolve("savepoints"));

      StreamExecutionEnvironment more = cluster.environment(new Configuration());
      more.setParallelism(2);
      cluster.submit(CountingJob.build(more, "rescaled", MANY), savepoint);
      assertThat(CountingJob.awaitNumber("rescaled", 60).first()).isGreaterThan(50);
    }
  }

  @Test
  void findsCheckpointByJobNameAfterTheClusterWasClosedUnderARunningJob() throws Exception {
    try (FlinkCluster cluster = start(new Configuration())) {
      assertThat(cluster.latestCheckpoint("counting numbers")).isEmpty();
      cluster.submit(named(counting(cluster, "closed"), "counting numbers"));
      CountingJob.awaitNumber("closed", 20);
      while (cluster.latestCheckpoint("counting numbers").isEmpty()) {
        Thread.sleep(20);
      }
    }
    assertThat(work.resolve("tmp")).doesNotExist();
    try (FlinkCluster cluster = start(new Configuration())) {
      String checkpoint = cluster.latestCheckpoint("counting numbers").orElseThrow();
      cluster.submit(counting(cluster, "reopened"), checkpoint);
      assertThat(CountingJob.awaitNumber("reopened", 30).first()).isPositive();
    }
  }

  @Test
  void tellsWhyAJobFailed() throws Exception {
    Configuration noRestart = new Configuration();
    noRestart.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    try (FlinkCluster cluster = start(new Configuration())) {
      StreamExecutionEnvironment environment = cluster.environment(noRestart);
      environment
          .fromSequence(1, 10)
          .map(FlinkClusterIT::refuseFive)
          .sinkTo(new DiscardingSink<>());
      JobID job = cluster.submit(environment);

      assertThat(cluster.awaitEnd(job, PATIENCE)).isEqualTo(JobStatus.FAILED);
      assertThat(cluster.failureCause(job).orElseThrow()).hasRootCauseMessage("five is refused");
      assertThatThrownBy(() -> cluster.awaitRunning(job, PATIENCE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("FAILED")
          .hasRootCauseMessage("five is refused");
    }
  }

  @Test
  void servesWebInterfaceOnLoopbackAndRunsJobsThatExecuteThemselves() throws Exception {
    try (FlinkCluster cluster = start(new Configuration())) {
      StreamExecutionEnvironment environment = cluster.environment(new Configuration());
      environment.fromSequence(1, 10).sinkTo(new DiscardingSink<>());
      JobID job = environment.executeAsync("ends by itself").getJobID();

      assertThat(cluster.awaitEnd(job, PATIENCE)).isEqualTo(JobStatus.FINISHED);
      assertThat(cluster.webUrl()).startsWith("http://127.0.0.1:");
      assertThat(get(cluster.webUrl() + "/")).contains("<html");
      assertThat(get(cluster.webUrl() + "/jobs/overview")).contains("ends by itself");
    }
  }

  private FlinkCluster start(Configuration overlay) throws IOException {
    return FlinkCluster.start(work, 2, 0, overlay);
  }

  private static Configuration rareCheckpoints() {
    Configuration overlay = new Configuration();
    overlay.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    return overlay;
  }

  private static StreamExecutionEnvironment counting(FlinkCluster cluster, String run) {
    return CountingJob.build(cluster.environment(new Configuration()), run, MANY);
  }

  private static StreamGraph named(StreamExecutionEnvironment environment, String name) {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    return graph;
  }

  private static Long refuseFive(Long number) {
    if (number == 5) {
      throw new IllegalArgumentException("five is refused");
    }
    return number;
  }

  private static String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
