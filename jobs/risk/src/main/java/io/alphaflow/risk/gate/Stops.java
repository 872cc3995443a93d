package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is stopped, by whom. Stops of different causes stand beside each other, so that the end of
 * one does not end another. Bounded by levels × causes.
 */
final class Stops {

  private final SortedMap<String, Stop> byCause = new TreeMap<>();

  /** The newer stop of a cause and level takes the place of the older. */
  void add(String cause, Stop stop) {
    byCause.put(key(cause, stop.level()), stop);
  }

  /** A stop of a cause and level, unless there is one that does not end before it. */
  void lengthen(String cause, Stop stop) {
    Stop there = byCause.get(key(cause, stop.level()));
    boolean longer =
        there == null || there.until() != 0 && (stop.until() == 0 || stop.until() > there.until());
    if (longer) {
      add(cause, stop);
    }
  }

  /**
   * Cause of what a person stops. Each person and kind is one of its own, so that nobody ends what
   * somebody else stopped by stopping it for a shorter time.
   */
  static String person(String person, StopKind kind) {
    return "person " + person + " " + kind;
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

  /** Ends everything at a level and below but what is not armed; what was ended. */
  List<Stop> resume(Level level) {
    List<Stop> ended =
        byCause.values().stream()
            .filter(s -> s.code() != DecisionCode.NOT_ARMED && level.covers(s.level()))
            .toList();
    byCause.values().removeAll(ended);
    return ended;
  }

  /** Lets what is halted at a level and below make exits, if it is armed; what was changed. */
  List<Stop> relax(Level level) {
    List<Stop> relaxed = new ArrayList<>();
    for (Map.Entry<String, Stop> entry : byCause.entrySet()) {
      Stop stop = entry.getValue();
      if (stop.kind() == StopKind.HALTED
          && stop.code() != DecisionCode.NOT_ARMED
          && level.covers(stop.level())) {
        entry.setValue(stop.as(StopKind.EXITS_ONLY));
        relaxed.add(stop);
      }
    }
    return relaxed;
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
