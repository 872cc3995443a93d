package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.jobs.FlinkRest;
import java.util.List;
import java.util.Optional;

/** What Flink says of itself, if it answers. */
record FlinkOverview(List<String> urls) {

  Optional<JsonNode> ask() {
    try {
      return Optional.of(new FlinkRest(urls).get("/overview"));
    } catch (UserError e) {
      return Optional.empty();
    }
  }
}
