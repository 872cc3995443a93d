package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.control.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is stopped, by whom. Stops of different causes stand beside each other, so that the end of
 * one does not end another. Bounded by levels × causes.
 */
final class Stops {

  /** Cause of what persons stop. */
  static final String PERSON = "person";

  private final SortedMap<String, Stop> byCause = new TreeMap<>();

  /** A milder stop of the same cause never takes the place of a stricter one. */
  void add(String cause, Stop stop) {
    byCause.merge(
        key(cause, stop.level()),
        stop,
        (old, next) -> next.kind().compareTo(old.kind()) < 0 ? old : next);
  }

  private static String key(String cause, Level level) {
    return cause + "@" + level.key();
  }

  /** Whether a cause stops a level. */
  boolean has(String cause, Level level) {
    return byCause.containsKey(key(cause, level));
  }

  /** Whether a cause stops anything. */
  boolean hasAny(String cause) {
    String prefix = cause + "@";
    SortedMap<String, Stop> from = byCause.isEmpty() ? byCause : byCause.tailMap(prefix);
    return !from.isEmpty() && from.firstKey().startsWith(prefix);
  }

  /** Ends the stop of a cause at a level; whether there was one. */
  boolean lift(String cause, Level level) {
    return !byCause.isEmpty() && byCause.remove(key(cause, level)) != null;
  }

  /** Ends everything at a level and below; what was ended. */
  List<Stop> resume(Level level) {
    List<Stop> ended = byCause.values().stream().filter(s -> level.covers(s.level())).toList();
    byCause.values().removeAll(ended);
    return ended;
  }

  /** Ends what ends by itself at this time; what was ended. */
  List<Stop> expire(long time) {
    List<Stop> ended = List.of();
    for (Stop stop : byCause.values()) {
      if (stop.until() != 0 && stop.until() <= time) {
        ended = ended.isEmpty() ? new ArrayList<>() : ended;
        ended.add(stop);
      }
    }
    if (!ended.isEmpty()) {
      byCause.values().removeAll(ended);
    }
    return ended;
  }

  /** Those that an order of these belongs to. */
  List<Stop> of(String account, String strategy, String instrument) {
    if (byCause.isEmpty()) {
      return List.of();
    }
    List<Stop> stops = new ArrayList<>();
    for (Stop stop : byCause.values()) {
      if (stop.level().covers(account, strategy, instrument)) {
        stops.add(stop);
      }
    }
    return stops;
  }

  /** Whether no order of these may be sent, not even a reducing one. */
  boolean isHalted(String account, String strategy, String instrument) {
    return of(account, strategy, instrument).stream().anyMatch(s -> s.kind() == StopKind.HALTED);
  }

  /** All, for a person. */
  List<Stop> all() {
    return List.copyOf(byCause.values());
  }
}
