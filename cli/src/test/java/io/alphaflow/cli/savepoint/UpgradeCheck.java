package io.alphaflow.cli.savepoint;

import io.alphaflow.cli.savepoint.StoredState.Entry;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.RewritesState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Finds out what a job of this build would lose of a savepoint, in words for who changed it. */
final class UpgradeCheck {

  private static final int MOST_PLACES = 5;

  private static final String FIELD_REMEDY =
      "Keep the field; or name the old one with @JsonAlias, where only its name changed; or, when"
          + " it may be lost, let the class write and read what is there of it and say so in the"
          + " release notes.";

  private final JobOperators graph;
  private final List<String> problems = new ArrayList<>();

  private UpgradeCheck(JobOperators graph) {
    this.graph = graph;
  }

  /**
   * What is lost because an operator is gone, or reads or writes its state in another way.
   *
   * @param states of the savepoint
   * @return sentences; none when nothing is lost
   */
  static List<String> lost(JobOperators graph, List<StoredState> states) throws IOException {
    UpgradeCheck check = new UpgradeCheck(graph);
    for (StoredState state : states) {
      if (!graph.nodes().containsKey(state.operator())) {
        check.gone(state);
      } else if (graph.operator(state.operator()) instanceof RewritesState operator
          && isBytes(state)) {
        check.rewrite(operator, state);
      } else if (isBytes(state) && isOurs(graph.operator(state.operator()))) {
        check.problem(
            state, "its operator does not say how it reads and writes it (RewritesState)", "");
      }
    }
    return check.problems;
  }

  /**
   * What is lost because Flink's own serialization of a record changed, or a state has no reader.
   *
   * @param before states of the savepoint
   * @param now states of a checkpoint of the job that was started from it
   */
  static List<String> changed(JobOperators graph, List<StoredState> before, List<StoredState> now) {
    UpgradeCheck check = new UpgradeCheck(graph);
    Map<String, StoredState> present =
        now.stream()
            .collect(Collectors.toMap(s -> s.operator() + "/" + s.name(), s -> s, (a, b) -> a));
    for (StoredState state : before) {
      StoredState after = present.get(state.operator() + "/" + state.name());
      if (after == null) {
        check.problem(state, "nobody asked for it when the job started: it would be lost", "");
      } else if (state.serializer() != null) {
        check.serializer(state, after);
      }
    }
    return check.problems;
  }

  private static boolean isOurs(Object operator) {
    return operator != null && operator.getClass().getAnnotationsByType(KeptState.class).length > 0;
  }

  /** Whether its values are bytes of our own. */
  private static boolean isBytes(StoredState state) {
    return state.serializer() != null
            && state.serializer().getClass().getName().contains("BytePrimitiveArray")
        || state.kind() == StoredState.Kind.MAP;
  }

  private void gone(StoredState state) {
    problem(
        state,
        "the job has no operator with this uid any more: Flink refuses to start the job from its"
            + " savepoints, or drops %d values".formatted(state.entries().size()),
        "Give the operator that goes on with this state the uid \"%s\" again."
            .formatted(state.operator()));
  }

  private void rewrite(RewritesState operator, StoredState state) throws IOException {
    for (Entry entry : state.entries()) {
      byte[] now;
      try {
        now = operator.rewritten(state.name(), entry.part(), entry.value());
      } catch (RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        problem(
            state,
            place(entry) + " cannot be read: " + cause.getMessage(),
            "Keep the type, or the enum constant with its name; or let the class read the old form,"
                + " too.");
        continue;
      }
      List<String> lost = Lost.between(entry.value(), now);
      if (!lost.isEmpty()) {
        String more = lost.size() > MOST_PLACES ? ", and " + (lost.size() - MOST_PLACES) : "";
        problem(
            state,
            "%s was read, but is not written again as it was: %s%s"
                .formatted(
                    place(entry),
                    lost.stream().limit(MOST_PLACES).collect(Collectors.joining(", ")),
                    more.isEmpty() ? "" : more + " more"),
            FIELD_REMEDY);
      }
    }
  }

  private static String place(Entry entry) {
    return "key " + entry.key() + (entry.part().isEmpty() ? "" : ", part " + entry.part());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void serializer(StoredState before, StoredState after) {
    TypeSerializerSnapshot now = after.serializer();
    TypeSerializerSchemaCompatibility<?> compatibility =
        now.resolveSchemaCompatibility(before.serializer());
    if (!compatibility.isCompatibleAsIs()
        && !compatibility.isCompatibleWithReconfiguredSerializer()) {
      problem(
          before,
          "Flink writes its record in another way now ("
              + compatibility.getClass().getSimpleName()
              + " "
              + compatibility
              + "); fields that it does not have any more are lost",
          "Keep the fields and their types; a new record for a new state leaves the old one as it"
              + " is.");
    }
  }

  private void problem(StoredState state, String what, String remedy) {
    problems.add(
        "job %s, operator %s, state %s: %s. %s"
            .formatted(graph.job(), state.operator(), state.name(), what, remedy)
            .strip());
  }
}
