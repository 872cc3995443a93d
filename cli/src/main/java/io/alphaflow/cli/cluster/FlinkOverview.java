package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.jobs.FlinkRest;
import java.util.Optional;

/** What Flink says of itself, if it answers. */
record FlinkOverview(String url) {

  Optional<JsonNode> ask() {
    try {
      return Optional.of(new FlinkRest(url).get("/overview"));
    } catch (UserError e) {
      return Optional.empty();
    }
  }
}
