package io.alphaflow.cli.audit;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.topic.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The decisions of a day, read from the audit, each once. */
final class DayDecisions {

  private static final int FETCH = 2_000;

  /** What orders were denied for, and whose. */
  record Denied(String control, String code, String account, String strategy, String instrument)
      implements Comparable<Denied> {
    @Override
    public int compareTo(Denied other) {
      return key().compareTo(other.key());
    }

    private String key() {
      String number = control.length() == 2 ? control.replace("C", "C0") : control;
      return String.join("|", number, code, account, strategy, instrument);
    }
  }

  /** How often, and when. */
  static final class Times {
    private long number;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private void add(long time) {
      number++;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }

    long number() {
      return number;
    }

    long first() {
      return first;
    }

    long last() {
      return last;
    }
  }

  /** Whose decisions. */
  record Whose(String account, String strategy) implements Comparable<Whose> {
    @Override
    public int compareTo(Whose other) {
      int first = account.compareTo(other.account);
      return first != 0 ? first : strategy.compareTo(other.strategy);
    }
  }

  /** Which limits. */
  record Version(int partition, long version, String rules) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      int first = Integer.compare(partition, other.partition);
      return first != 0 ? first : Long.compare(version, other.version);
    }
  }

  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();
  private final Map<String, Long> last = new HashMap<>();
  private final SortedMap<Whose, Map<Outcome, Long>> outcomes = new TreeMap<>();
  private final SortedMap<Denied, Times> denied = new TreeMap<>();
  private final SortedMap<Version, Times> versions = new TreeMap<>();
  private final List<Decision> overridden = new ArrayList<>();
  private final Map<String, Integer> contents = new HashMap<>();

  private DayDecisions() {}

  static DayDecisions read(Connection connection, Day day, String account) throws SQLException {
    DayDecisions decisions = new DayDecisions();
    String sql =
        "SELECT record FROM audit WHERE kind = 'DECISION' AND (? = '' OR account = ?) AND time >="
            + " timestamptz 'epoch' + ? * interval '1 microsecond' AND time < timestamptz 'epoch' +"
            + " ? * interval '1 microsecond' ORDER BY account, offset_number";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, account);
      query.setString(2, account);
      query.setLong(3, day.from());
      query.setLong(4, day.to());
      query.setFetchSize(FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          decisions.take(row.getBytes(1));
        }
      }
    }
    return decisions;
  }

  private void take(byte[] record) {
    Decision decision;
    try {
      decision = codec.decode(record);
    } catch (CodecException e) {
      // The check of the chain tells of it.
      return;
    }
    if (decision.sequence() <= last.getOrDefault(decision.account(), 0L)) {
      return;
    }
    last.put(decision.account(), decision.sequence());
    contents.put(decision.id(), decision.hashCode());
    outcomes
        .computeIfAbsent(
            new Whose(decision.account(), decision.strategy()), w -> new EnumMap<>(Outcome.class))
        .merge(decision.outcome(), 1L, Long::sum);
    versions
        .computeIfAbsent(
            new Version(
                decision.journalPartition(),
                decision.inputs().limitsVersion(),
                decision.inputs().rules()),
            v -> new Times())
        .add(decision.time());
    if (decision.outcome() == Outcome.REJECTED) {
      decision.violations().forEach(v -> deny(decision, v));
    }
    if (!decision.overridden().isEmpty()) {
      overridden.add(decision);
    }
  }

  private void deny(Decision decision, Violation violation) {
    denied
        .computeIfAbsent(
            new Denied(
                violation.control(),
                violation.code(),
                decision.account(),
                decision.strategy(),
                decision.instrument()),
            d -> new Times())
        .add(decision.time());
  }

  /** All of them. */
  long number() {
    return contents.size();
  }

  long number(Outcome outcome) {
    return outcomes.values().stream().mapToLong(o -> o.getOrDefault(outcome, 0L)).sum();
  }

  /** How often something was denied for a code. */
  long denied(String code) {
    return denied.entrySet().stream()
        .filter(e -> e.getKey().code().equals(code))
        .mapToLong(e -> e.getValue().number())
        .sum();
  }

  /** How often a code was broken and did not hold. */
  long overridden(String code) {
    return overridden.stream()
        .flatMap(d -> d.overridden().stream())
        .filter(v -> v.code().equals(code))
        .count();
  }

  SortedMap<Whose, Map<Outcome, Long>> outcomes() {
    return outcomes;
  }

  SortedMap<Denied, Times> denied() {
    return denied;
  }

  SortedMap<Version, Times> versions() {
    return versions;
  }

  /** Decisions in which an override waived a rule; another one may have been broken as well. */
  List<Decision> overridden() {
    return overridden;
  }

  /** How many are the same in a replay. */
  long sameAs(Map<String, Decision> made) {
    return contents.entrySet().stream()
        .filter(e -> made.containsKey(e.getKey()))
        .filter(e -> made.get(e.getKey()).hashCode() == e.getValue())
        .count();
  }
}
