package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.runtime.FlinkCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.api.common.JobID;

/** What Flink's own REST says of a job. */
final class FlinkRest {

  private FlinkRest() {}

  /** The checkpoints of a job, running or ended; it may know of the last some seconds later. */
  static JsonNode checkpoints(FlinkCluster cluster, JobID job)
      throws IOException, InterruptedException {
    URI uri = URI.create(cluster.webUrl() + "/jobs/" + job + "/checkpoints");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return new ObjectMapper().readTree(body);
  }
}
