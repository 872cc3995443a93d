package io.alphaflow.cli.verify;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the recorded journal once more through the gate, as plain Java without Flink, and compares
 * each decision byte for byte with what the desk recorded, and each protective exit with the one in
 * the journal.
 */
public final class Verifier {

  /**
   * What was found.
   *
   * @param decisions decisions that the replay made
   * @param differences recorded decisions and exits that differ, are missing, or should not be
   *     there
   * @param first the first difference, told
   */
  public record Result(long decisions, long differences, Optional<String> first) {}

  /** How long a running desk may take to write an exit whose mark is in the journal. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, byte[]> recorded = new LinkedHashMap<>();
  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();
  private long decisions;
  private long differences;
  private String first;

  private Verifier() {}

  /** Verifies all that the logs of the desk hold at this moment. */
  public static Result verify(DeskConfig config) {
    return new Verifier().run(config);
  }

  private Result run(DeskConfig config) {
    LogReader.readAll(config.kafka(), this::record, Topics.DECISIONS);
    JournalReplay replay = new JournalReplay(RiskOptions.read(config), this::compare);
    try (LogReader journal = new LogReader(config.kafka(), List.of(Topics.JOURNAL))) {
      journal.readToEnd(replay::accept);
      awaitExits(replay, journal);
    }
    replay.exitDifferences().forEach(this::differs);
    recorded.forEach(
        (identity, bytes) ->
            differs(identity + " is recorded but the replay does not make it: " + text(bytes)));
    return new Result(decisions, differences, Optional.ofNullable(first));
  }

  /** The last marks of a running desk may have fired exits that it is about to write. */
  private static void awaitExits(JournalReplay replay, LogReader journal) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (replay.lacksExits() && System.nanoTime() < end) {
      journal.poll(Duration.ofMillis(200), replay::acceptLater);
    }
  }

  private void record(RawRecord in) {
    String identity;
    try {
      Decision decision = codec.decode(in.value());
      identity = identity(decision);
    } catch (CodecException e) {
      differs("decisions-" + in.partition() + "@" + in.offset() + ": " + e.getMessage());
      return;
    }
    byte[] before = recorded.putIfAbsent(identity, in.value());
    if (before != null && !Arrays.equals(before, in.value())) {
      differs(
          identity
              + " is recorded twice with other content: "
              + text(before)
              + " and "
              + text(in.value()));
    }
  }

  private void compare(Decision decision, byte[] bytes) {
    decisions++;
    String identity = identity(decision);
    byte[] before = recorded.remove(identity);
    if (before == null) {
      differs(identity + " is not recorded; the replay makes " + text(bytes));
    } else if (!Arrays.equals(before, bytes)) {
      differs(identity + " is recorded as " + text(before) + ", the replay makes " + text(bytes));
    }
  }

  private void differs(String story) {
    differences++;
    if (first == null) {
      first = story;
    }
  }

  private static String identity(Decision decision) {
    return "decision " + decision.account() + "/" + decision.sequence();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
