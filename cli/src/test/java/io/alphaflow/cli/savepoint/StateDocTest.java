package io.alphaflow.cli.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.cli.savepoint.FlinkState.Host;
import io.alphaflow.common.flink.KeptState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inventory of states in the documentation is what operators say and what savepoints hold. */
class StateDocTest {

  private static final Path PAGE = Path.of("..", "docs", "state.md");

  private static final String INTRODUCTION =
      """
      # State of the jobs

      All that the jobs keep in checkpoints and savepoints. This page is generated from `@KeptState` at the operators and
      from the newest generation of stored savepoints (`cli/src/test/resources/savepoints`); the build fails when an operator
      keeps what is not here, or does not keep what is. What may change in a state is in
      [cluster.md](cluster.md#changes-of-a-state).

      The states of our own operators are JSON, one value for each key, or for each part of a key
      ([decision 3](decisions/0003-state-as-one-value.md)); only what the archive has not written yet is written by Flink
      itself. Maximum parallelism is 128 everywhere. *Stored* is how many values are in those savepoints, and their size: a desk of
      two accounts, two instruments and a dozen strategy instances after two and a half hours.

      A backtest as a Flink job keeps nothing from one run to the next: its checkpoints are never due.
      """;

  private static JobOperators graph(String job) throws Exception {
    return JobOperators.of(job, Generation.newest().configuration());
  }

  private static Map<String, StoredState> stored(String job) throws Exception {
    Map<String, StoredState> stored = new LinkedHashMap<>();
    SavepointContent.of(Generation.newest().savepoint(job))
        .forEach(state -> stored.put(state.operator() + "/" + state.name(), state));
    return stored;
  }

  private static KeptState[] kept(JobOperators graph, String uid) {
    Object operator = graph.operator(uid);
    return operator == null
        ? new KeptState[0]
        : operator.getClass().getAnnotationsByType(KeptState.class);
  }

  @ParameterizedTest
  @MethodSource("io.alphaflow.cli.local.DeskJobs#all")
  void savepointsHoldWhatOperatorsSay(String job) throws Exception {
    JobOperators graph = graph(job);
    TreeSet<String> said = new TreeSet<>();
    for (Map.Entry<String, StreamNode> node : graph.nodes().entrySet()) {
      FlinkState.of(node.getValue()).forEach(s -> said.add(node.getKey() + "/" + s.state));
      for (KeptState state : kept(graph, node.getKey())) {
        said.add(node.getKey() + "/" + state.name());
      }
    }
    assertThat(stored(job).keySet())
        .as(
            "operators of the job %s and their states: what @KeptState and FlinkState say, and what"
                + " the newest stored savepoint has; after a new operator or state write another"
                + " generation with -Dalphaflow.savepoints.write=vN",
            job)
        .containsExactlyInAnyOrderElementsOf(said);
  }

  @Test
  void thePageListsEveryState() throws Exception {
    String page = page();
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("write it with -Dalphaflow.docs.write=true")
        .isEqualTo(page);
  }

  private static String page() throws Exception {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (String job : DeskJobs.all()) {
      job(job, page);
    }
    page.append(
        """

        ## Of Flink

        | operators | state | kind | what it holds | bound |
        |---|---|---|---|---|
        """);
    Map<String, StoredState> risk = stored("risk");
    for (FlinkState state : FlinkState.values()) {
      StoredState.Kind kind =
          risk.values().stream()
              .filter(s -> s.name().equals(state.state))
              .findFirst()
              .orElseThrow()
              .kind();
      page.append(
          "| %s | `%s` | %s | %s | %s |\n"
              .formatted(state.host, state.state, kind, state.holds, state.bound));
    }
    return page.toString();
  }

  private static void job(String job, StringBuilder page) throws Exception {
    JobOperators graph = graph(job);
    Map<String, StoredState> stored = stored(job);
    page.append(
        """

        ## %s

        | operator (uid) | state | kind | type | key | bound | stored |
        |---|---|---|---|---|---|---|
        """
            .formatted(job));
    for (String uid : graph.nodes().keySet()) {
      for (KeptState state : kept(graph, uid)) {
        page.append(row(graph.nodes().get(uid), state, stored.get(uid + "/" + state.name())));
      }
    }
    page.append("\nSources: ").append(uids(graph, Host.SOURCE));
    page.append(". Sinks: ").append(uids(graph, Host.SINK)).append(".");
    String breakers = breakers(graph);
    if (!breakers.isEmpty()) {
      page.append(
          "\nBreakers: %s, each with rule and partition behind its name.".formatted(breakers));
    }
    page.append('\n');
  }

  private static String row(StreamNode node, KeptState state, StoredState stored) {
    String key = state.key();
    if (!key.isEmpty()) {
      key += " (" + node.getStateKeySerializer().createInstance().getClass().getSimpleName() + ")";
    }
    return "| `%s` | `%s` | %s | `%s` | %s | %s | %d: %,d bytes |\n"
        .formatted(
            node.getTransformationUID(),
            state.name(),
            stored.kind(),
            state.type().getName().replace("io.alphaflow.", ""),
            key,
            state.bound(),
            stored.entries().size(),
            stored.bytes());
  }

  private static String uids(JobOperators graph, Host host) {
    return graph.nodes().entrySet().stream()
        .filter(node -> FlinkState.is(host, node.getValue()))
        .map(node -> "`" + node.getKey() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String breakers(JobOperators graph) {
    List<String> names = new ArrayList<>();
    graph
        .nodes()
        .forEach(
            (uid, node) -> {
              String name = "`" + uid.replaceAll("(-[0-9]+)+$", "") + "`";
              if (FlinkState.is(Host.BREAKER, node) && !names.contains(name)) {
                names.add(name);
              }
            });
    return String.join(", ", names);
  }
}
