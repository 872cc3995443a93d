package io.alphaflow.risk.control;

import io.alphaflow.common.config.ConfigNode;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * When an account may trade (C25), by the local time of a place. An account without any trades
 * always.
 *
 * <pre>{@code
 * tradingHours:
 *   main: {days: mon-fri, from: "09:30", to: "16:00", zone: America/New_York, closed: ["2026-12-25"]}
 * }</pre>
 *
 * <p>The rules of a zone come from the JDK; a replay wants one whose rules for the time in question
 * are the same.
 *
 * @param days days of the week
 * @param from start, inclusive
 * @param to end, exclusive; not after {@code from} when it is on the next day
 * @param zone where
 * @param closed days on which nothing is traded
 */
public record TradingHours(
    Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, Set<LocalDate> closed)
    implements Serializable {

  private static final String DAYS = "days such as mon-fri, sat, or mon, wed";

  /** Copies the sets. */
  public TradingHours {
    days = days.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(days);
    closed = Set.copyOf(closed);
  }

  /** Reads the hours of an account; errors are noted on the section. */
  public static TradingHours read(ConfigNode node) {
    Set<LocalDate> closed = Set.copyOf(dates(node));
    TradingHours hours =
        new TradingHours(
            node.required(
                "days",
                EnumSet.allOf(DayOfWeek.class),
                DAYS,
                TradingHours::days,
                EnumSet.allOf(DayOfWeek.class)),
            time(node, "from"),
            time(node, "to"),
            node.required(
                "zone",
                ZoneId.of("UTC"),
                "a time zone such as UTC or America/New_York",
                lenient(ZoneId::of),
                ZoneId.of("UTC")),
            closed);
    node.refuseUnknownKeys();
    return hours;
  }

  private static List<LocalDate> dates(ConfigNode node) {
    List<LocalDate> dates = new ArrayList<>();
    for (String text : node.strings("closed")) {
      try {
        dates.add(LocalDate.parse(text));
      } catch (RuntimeException e) {
        node.error("closed", text, "dates such as 2026-12-25");
      }
    }
    return dates;
  }

  private static LocalTime time(ConfigNode node, String key) {
    return node.required(
        key,
        LocalTime.MIDNIGHT,
        "a time of day such as 09:30",
        lenient(LocalTime::parse),
        LocalTime.MIDNIGHT);
  }

  /** What the JDK's parsers throw is not what the configuration expects. */
  private static <T> Function<String, T> lenient(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(text, e);
      }
    };
  }

  private static EnumSet<DayOfWeek> days(String text) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",")) {
      String[] ends = part.trim().split("-");
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (text.length() >= 3 && day.name().startsWith(text.trim().toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new IllegalArgumentException(text);
  }

  /**
   * Whether a time is within them.
   *
   * @param micros epoch microseconds UTC
   */
  public boolean include(long micros) {
    ZonedDateTime local = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
    LocalTime time = local.toLocalTime();
    if (from.isBefore(to)) {
      return isDay(local.toLocalDate()) && !time.isBefore(from) && time.isBefore(to);
    }
    return !time.isBefore(from)
        ? isDay(local.toLocalDate())
        : time.isBefore(to) && isDay(local.toLocalDate().minusDays(1));
  }

  private boolean isDay(LocalDate date) {
    return days.contains(date.getDayOfWeek()) && !closed.contains(date);
  }
}
