package io.alphaflow.cli.savepoint;

import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.common.config.DeskConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/**
 * The operators of a job's graph as this build makes it, not opened.
 *
 * @param job its name
 * @param nodes by uid
 */
record JobOperators(String job, Map<String, StreamNode> nodes) {

  /** Of the job with this configuration, which names addresses that nobody asks. */
  static JobOperators of(String job, String yaml) {
    String filled =
        yaml.replace("@KAFKA@", "localhost:1")
            .replace("@REST@", "http://localhost:1")
            .replace("@STREAMS@", "ws://localhost:1")
            .replace("@WS_API@", "ws://localhost:1/ws-api/v3")
            .replace("@SECRETS@", "/nowhere");
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    DeskJobs.configure(job, environment, DeskConfig.parse("desk.yaml", filled));
    Map<String, StreamNode> nodes = new TreeMap<>();
    for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
      nodes.put(node.getTransformationUID(), node);
    }
    return new JobOperators(job, nodes);
  }

  /** The same without an operator. */
  JobOperators without(String uid) {
    Map<String, StreamNode> fewer = new TreeMap<>(nodes);
    fewer.remove(uid);
    return new JobOperators(job, fewer);
  }

  /** The operator with this uid, as an object of our own or of Flink; null when it is no such. */
  Object operator(String uid) {
    return nodes.get(uid).getOperatorFactory() instanceof SimpleOperatorFactory<?> factory
        ? factory.getOperator()
        : null;
  }
}
