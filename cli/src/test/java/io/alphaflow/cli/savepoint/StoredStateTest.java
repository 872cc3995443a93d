package io.alphaflow.cli.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.cli.savepoint.StoredState.Entry;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What builds before this one stored, this one reads and writes again without losing anything; and
 * a change that would lose something is told in words.
 */
class StoredStateTest {

  static Stream<Arguments> stored() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Generation generation : Generation.all()) {
      DeskJobs.all().forEach(job -> all.add(arguments(generation, job)));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stored")
  void nothingIsLost(Generation generation, String job) throws Exception {
    List<StoredState> states = SavepointContent.of(generation.savepoint(job));
    JobOperators graph = JobOperators.of(job, generation.configuration());
    assertThat(UpgradeCheck.lost(graph, states)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stored")
  void everyStateOfOursHasSomethingInIt(Generation generation, String job) throws Exception {
    List<StoredState> states = SavepointContent.of(generation.savepoint(job));
    JobOperators graph = JobOperators.of(job, generation.configuration());
    List<String> filled =
        states.stream().filter(s -> s.bytes() > 0).map(s -> s.operator() + "/" + s.name()).toList();
    List<String> kept = new ArrayList<>();
    for (String uid : graph.nodes().keySet()) {
      Object operator = graph.operator(uid);
      if (operator != null) {
        for (KeptState state : operator.getClass().getAnnotationsByType(KeptState.class)) {
          kept.add(uid + "/" + state.name());
        }
      }
    }
    assertThat(kept).isNotEmpty();
    assertThat(filled).containsAll(kept);
  }

  /** A savepoint whose bytes have one text in place of another. */
  private static List<StoredState> changed(String job, String operator, String from, String to)
      throws Exception {
    List<StoredState> states = new ArrayList<>();
    boolean found = false;
    for (StoredState state : SavepointContent.of(Generation.newest().savepoint(job))) {
      if (!state.operator().equals(operator)) {
        continue;
      }
      List<Entry> entries = new ArrayList<>();
      for (Entry entry : state.entries()) {
        String text = new String(entry.value(), StandardCharsets.UTF_8);
        found |= text.contains(from);
        byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(entry.key(), entry.part(), bytes));
      }
      states.add(
          new StoredState(operator, state.name(), state.kind(), entries, state.serializer()));
    }
    assertThat(found).as("%s in the state of %s", from, operator).isTrue();
    return states;
  }

  private static JobOperators graph(String job) throws IOException {
    return JobOperators.of(job, Generation.newest().configuration());
  }

  /** As if this build had the field under another name. */
  @Test
  void aFieldThatHasAnotherNameIsTold() throws Exception {
    List<StoredState> older = changed("risk", "gate", "\"breakerTime\"", "\"breakerClock\"");
    assertThat(UpgradeCheck.lost(graph("risk"), older))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("job risk, operator gate, state machine: key ")
                    .contains("breakerClock is gone")
                    .contains("Keep the field"));
  }

  /** As if this build were the first that has the field. */
  @Test
  void aFieldThatIsNewIsNoProblem() throws Exception {
    List<StoredState> older = changed("risk", "gate", "\"hasTasks\":false,", "");
    assertThat(UpgradeCheck.lost(graph("risk"), older)).isEmpty();
  }

  /** As if this build had called a constant otherwise. */
  @Test
  void aConstantThatIsGoneIsTold() throws Exception {
    List<StoredState> older = changed("execution-sink", "exchange-lanes", "\"BUY\"", "\"BID\"");
    assertThat(UpgradeCheck.lost(graph("execution-sink"), older))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("job execution-sink, operator exchange-lanes, state machine: key ")
                    .contains("cannot be read")
                    .contains("BID")
                    .contains("Keep the type, or the enum constant with its name"));
  }

  /** As if a strategy had called what it remembers otherwise: JSON as text within the JSON. */
  @Test
  void aFieldOfAStrategyIsTold() throws Exception {
    List<StoredState> older =
        changed("signals", "signals-groups", "\\\"quantity\\\":", "\\\"held\\\":");
    assertThat(UpgradeCheck.lost(graph("signals"), older))
        .anySatisfy(problem -> assertThat(problem).contains("instance.strategy.held is gone"));
  }

  @Test
  void anOperatorThatIsGoneIsTold() throws Exception {
    List<StoredState> stored = SavepointContent.of(Generation.newest().savepoint("execution-sink"));
    assertThat(UpgradeCheck.lost(graph("execution-sink").without("exchange-lanes"), stored))
        .singleElement()
        .asString()
        .isEqualTo(
            "job execution-sink, operator exchange-lanes, state machine: the job has no operator"
                + " with this uid any more: Flink refuses to start the job from its savepoints, or"
                + " drops 2 values. Give the operator that goes on with this state the uid"
                + " \"exchange-lanes\" again.");
  }

  private static <T> TypeSerializerSnapshot<T> snapshot(Class<T> type) {
    return TypeInformation.of(type)
        .createSerializer(new SerializerConfigImpl())
        .snapshotConfiguration();
  }

  private static StoredState unwritten(Class<?> type) {
    return new StoredState(
        "archive-database", "unwritten", StoredState.Kind.OPERATOR_LIST, List.of(), snapshot(type));
  }

  @Test
  void aRecordThatFlinkWritesOtherwiseIsTold() throws Exception {
    List<StoredState> before = List.of(unwritten(RawRecord.class));
    JobOperators graph = graph("archive");
    assertThat(UpgradeCheck.changed(graph, before, before)).isEmpty();
    assertThat(UpgradeCheck.changed(graph, before, List.of(unwritten(Mark.class))))
        .singleElement()
        .asString()
        .startsWith("job archive, operator archive-database, state unwritten: Flink writes its");
    assertThat(UpgradeCheck.changed(graph, before, List.of()))
        .singleElement()
        .asString()
        .contains("nobody asked for it when the job started");
  }
}
