package io.alphaflow.cli.audit;

import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.Heads;
import io.alphaflow.cli.audit.DayAlerts.Raised;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * What there is of a day: the decisions from the audit in the database, the alerts from their log,
 * and the journal run once more through the gate.
 *
 * @param desk name of the desk
 * @param day which
 * @param account one account; empty for all
 * @param check of the whole audit
 * @param decisions of the day
 * @param alerts of the day
 * @param counts of the checks; empty when the journal could not be run
 * @param replays of the partitions of the journal; empty when it does not go back to its beginning
 * @param replayed decisions that the replay made
 * @param same of those how many are the recorded ones
 * @param gap why the journal could not be run; empty when it was
 */
record DayEvidence(
    String desk,
    Day day,
    String account,
    AuditCheck check,
    DayDecisions decisions,
    List<Raised> alerts,
    ControlCounts counts,
    List<DayReplay> replays,
    long replayed,
    long same,
    String gap) {

  /**
   * Collects it.
   *
   * @throws SQLException when the database cannot be asked
   * @throws IOException when the logs cannot be read
   */
  static DayEvidence collect(DeskConfig config, Day day, String account, LongConsumer progress)
      throws SQLException, IOException, InterruptedException {
    Heads heads = new Heads();
    AuditCheck.readHeads(config.kafka(), heads);
    AuditScope scope = new AuditScope(account, Long.MIN_VALUE, Long.MAX_VALUE);
    AuditCheck check = AuditCheck.of(config, scope, heads, true, progress);
    DayDecisions decisions;
    try (Connection connection = AuditDatabase.snapshot(AuditDatabase.of(config.database()))) {
      decisions = DayDecisions.read(connection, day, account);
    }
    List<Raised> alerts = DayAlerts.read(config.kafka(), day, account);
    ControlCounts counts = new ControlCounts();
    Map<String, Decision> made = new LinkedHashMap<>();
    List<DayReplay> replays = new ArrayList<>();
    String gap = "";
    try (PartitionReader reader = new PartitionReader(config.kafka())) {
      RiskOptions options = RiskOptions.read(config);
      for (int partition : partitions(config, account)) {
        if (reader.begin(Topics.JOURNAL, partition) > 0) {
          gap =
              "partition %d of the journal begins at offset %d now: a gate must read it from 0"
                  .formatted(partition, reader.begin(Topics.JOURNAL, partition));
          continue;
        }
        replays.add(
            DayReplay.read(
                reader, options, day, account, partition, causes(alerts, partition), counts, made));
      }
    }
    return new DayEvidence(
        config.desk(),
        day,
        account,
        check,
        decisions,
        alerts,
        counts,
        replays,
        made.size(),
        decisions.sameAs(made),
        gap);
  }

  private static int[] partitions(DeskConfig config, String account) {
    int all = config.kafka().journalPartitions();
    return account.isEmpty()
        ? IntStream.range(0, all).toArray()
        : new int[] {Partitions.of(account, all)};
  }

  private static Set<Long> causes(List<Raised> alerts, int partition) {
    Set<Long> offsets = new HashSet<>();
    for (Raised raised : alerts) {
      raised
          .cause()
          .filter(cause -> cause.partition() == partition)
          .ifPresent(cause -> offsets.add(cause.offset()));
    }
    return offsets;
  }

  /** Commands of the day, each once, in the order of the market's time. */
  Collection<JudgedCommand> commands() {
    Map<String, JudgedCommand> commands = new LinkedHashMap<>();
    for (DayReplay replay : replays) {
      replay.commands().forEach(c -> commands.merge(c.identity(), c, JudgedCommand::and));
    }
    List<JudgedCommand> sorted = new ArrayList<>(commands.values());
    sorted.sort((a, b) -> Long.compare(a.marketTime(), b.marketTime()));
    return sorted;
  }

  /**
   * How long after the entry that caused it an alert stood in its log, by the clocks that wrote
   * them, microseconds; empty when it names no entry that is there.
   */
  Optional<Long> delay(Raised raised) {
    return raised
        .cause()
        .flatMap(
            cause ->
                replays.stream()
                    .filter(replay -> replay.partition() == cause.partition())
                    .findFirst()
                    .flatMap(replay -> replay.written(cause.offset())))
        .map(written -> raised.written() - written);
  }

  /** Whether everything that was decided is what the replay decides. */
  boolean isReplayed() {
    return gap.isEmpty() && same == decisions.number() && replayed == same;
  }
}
