package io.alphaflow.execution.chaos;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.risk.replay.JournalReplay;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The journal read by a plain gate gives the decisions that were made, byte for byte. */
final class ReplayCheck {

  private ReplayCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    SortedMap<String, byte[]> made = new TreeMap<>();
    List<Decision> decisions = Evidence.decode(Topics.DECISIONS, evidence.decisions());
    for (int i = 0; i < decisions.size(); i++) {
      RawRecord record = evidence.decisions().get(i);
      byte[] before = made.putIfAbsent(identity(decisions.get(i)), record.value());
      if (before != null && !Arrays.equals(before, record.value())) {
        String what = "a decision came again as " + text(record.value()) + ", it was ";
        problems.add(new Problem(Kind.CONTRADICTION, what + text(before)));
      }
    }
    JournalReplay replay =
        new JournalReplay(
            evidence.options(),
            (decision, bytes) -> {
              byte[] recorded = made.remove(identity(decision));
              if (recorded == null) {
                String what = "the log lacks " + text(bytes);
                problems.add(new Problem(Kind.REPLAY, what));
              } else if (!Arrays.equals(recorded, bytes)) {
                String what = "the log has " + text(recorded) + ", the replay " + text(bytes);
                problems.add(new Problem(Kind.REPLAY, what));
              }
            });
    evidence.journal().forEach(replay::accept);
    made.values()
        .forEach(
            bytes ->
                problems.add(new Problem(Kind.REPLAY, "the replay does not make " + text(bytes))));
    replay.exitDifferences().forEach(what -> problems.add(new Problem(Kind.REPLAY, what)));
  }

  private static String identity(Decision decision) {
    return "%s/%09d".formatted(decision.account(), decision.sequence());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
