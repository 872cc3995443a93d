package io.alphaflow.cli.audit;

import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.LimitSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which limits were in force from when to when, in one partition of the journal. */
final class LimitPeriods {

  /**
   * A setting and its time in force.
   *
   * @param from market time, epoch microseconds UTC; 0 from the beginning
   * @param to market time at which it ended; 0 when it is still in force at the end of the day
   * @param version of the limits in which it began
   */
  record Period(LimitSetting setting, long from, long to, long version) {}

  private record Open(long from, long version) {}

  private final Day day;
  private final Map<LimitSetting, Open> open = new LinkedHashMap<>();
  private final List<Period> closed = new ArrayList<>();
  private final List<Long> versions = new ArrayList<>();
  private long version;

  LimitPeriods(Day day) {
    this.day = day;
  }

  /** What is in force now; asked as often as it may have changed. */
  void look(long time, LimitBook limits) {
    if (limits.version() == version) {
      return;
    }
    version = limits.version();
    if (day.has(time)) {
      versions.add(version);
    }
    Set<LimitSetting> now = new HashSet<>(limits.settings());
    List<LimitSetting> ended = open.keySet().stream().filter(s -> !now.contains(s)).toList();
    for (LimitSetting setting : ended) {
      Open began = open.remove(setting);
      if (time > day.from()) {
        closed.add(new Period(setting, began.from(), time, began.version()));
      }
    }
    limits.settings().forEach(s -> open.putIfAbsent(s, new Open(time, version)));
  }

  /** Versions that began on the day. */
  List<Long> versions() {
    return List.copyOf(versions);
  }

  /** All that were in force at some time of the day, in the order of their beginnings. */
  List<Period> periods() {
    List<Period> all = new ArrayList<>(closed);
    open.forEach((s, began) -> all.add(new Period(s, began.from(), 0, began.version())));
    all.sort(
        (a, b) -> {
          int limit = a.setting().limit().compareTo(b.setting().limit());
          return limit != 0 ? limit : Long.compare(a.from(), b.from());
        });
    return all;
  }
}
