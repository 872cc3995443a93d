package io.alphaflow.risk.limit;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which limits hold for an order: those of the configuration and those that persons set since.
 *
 * <p>What is said at an account, a symbol or a strategy takes the place of what the desk says. When
 * several of them say something, the strictest holds: nobody loosens what somebody else keeps
 * tight. A command takes the place of the configuration at its level until it ends or is revoked.
 *
 * <p>Each change of what holds is a new version. Deterministic: a function of the options and of
 * commands and times in their order. Not safe for use by several threads.
 */
public final class LimitBook {

  private static final int MOST_CACHED = 10_000;

  /** What a person set, as it is stored. */
  private record Stored(String level, String limit, String value, String source, long until) {}

  /** What an order belongs to. */
  private record Key(String account, String strategy, String instrument) {}

  /** What is remembered. */
  public static final class State {
    private long version = 1;
    private final SortedMap<String, Stored> set = new TreeMap<>();
  }

  private final Map<String, LimitSetting> configured = new LinkedHashMap<>();
  private final State state;
  private final Map<String, LimitSetting> inForce = new LinkedHashMap<>();
  private final Map<Key, Limits> cache = new HashMap<>();
  private long nextEnd;

  /**
   * A book that goes on from {@code state}, which it keeps up to date.
   *
   * @param options of the configuration
   */
  public LimitBook(LimitOptions options, State state) {
    options.settings().forEach(setting -> configured.put(setting.key(), setting));
    this.state = state;
    rebuild();
  }

  private void rebuild() {
    inForce.clear();
    cache.clear();
    inForce.putAll(configured);
    nextEnd = Long.MAX_VALUE;
    for (Stored stored : state.set.values()) {
      Limit.named(stored.limit)
          .ifPresent(
              limit -> {
                LimitSetting setting =
                    new LimitSetting(
                        Level.parse(stored.level),
                        limit,
                        limit.kind().parse(stored.value),
                        stored.source,
                        stored.until);
                inForce.put(setting.key(), setting);
              });
      if (stored.until > 0) {
        nextEnd = Math.min(nextEnd, stored.until);
      }
    }
  }

  /**
   * What is wrong with a command that sets limits, in a sentence.
   *
   * @param now logical time
   */
  public static Optional<String> objection(OperatorCommand command, long now) {
    if (command.limits().isEmpty()) {
      return Optional.of("it names no limit");
    }
    Level level = command.level();
    for (Map.Entry<String, String> entry : command.limits().entrySet()) {
      Optional<Limit> limit = Limit.named(entry.getKey());
      if (limit.isEmpty() || !limit.get().place().allows(level)) {
        return Optional.of(
            "%s is no limit of %s; expected one of %s"
                .formatted(entry.getKey(), level, LimitOptions.names(level)));
      }
      if (!entry.getValue().equals(OperatorCommand.CONFIGURED) && !reads(limit.get(), entry)) {
        return Optional.of(
            "%s: \"%s\" is not accepted; expected %s"
                .formatted(entry.getKey(), entry.getValue(), limit.get().kind().accepted()));
      }
    }
    return command.until() != 0 && command.until() <= now
        ? Optional.of("its end has passed")
        : Optional.empty();
  }

  private static boolean reads(Limit limit, Map.Entry<String, String> entry) {
    try {
      limit.kind().parse(entry.getValue());
      return true;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /**
   * The first limit that a command loosens, that is: sets so that something passes which what holds
   * at its level now would stop. Empty when it only tightens.
   */
  public Optional<String> loosened(OperatorCommand command) {
    for (Map.Entry<String, String> entry : command.limits().entrySet()) {
      Limit limit = Limit.named(entry.getKey()).orElseThrow();
      Optional<LimitValue> before = at(inForce, command.level(), limit);
      Optional<LimitValue> after =
          entry.getValue().equals(OperatorCommand.CONFIGURED)
              ? at(configured, command.level(), limit)
              : Optional.of(limit.kind().parse(entry.getValue()));
      // To configure what was not is no loosening, unless it is switched off at once.
      LimitValue held = before.orElse(after.orElse(LimitValue.OFF));
      boolean off = before.isEmpty() && after.isPresent() && after.get().isOff();
      if (off || after.isPresent() && limit.isLooser(after.get(), held)) {
        return Optional.of(limit.key());
      }
    }
    return Optional.empty();
  }

  /** What settings say of a limit at a level, and where they say nothing, what the desk says. */
  private static Optional<LimitValue> at(
      Map<String, LimitSetting> settings, Level level, Limit limit) {
    LimitSetting here = settings.get(LimitSetting.key(level, limit));
    LimitSetting desk = settings.get(LimitSetting.key(Level.DESK, limit));
    return Optional.ofNullable(here == null ? desk : here).map(LimitSetting::value);
  }

  /** Takes a command to which there is no objection. */
  public void set(OperatorCommand command) {
    command
        .limits()
        .forEach(
            (name, value) -> {
              Limit limit = Limit.named(name).orElseThrow();
              String key = command.level().key() + "/" + name;
              if (value.equals(OperatorCommand.CONFIGURED)) {
                state.set.remove(key);
              } else {
                String text = limit.kind().format(limit.kind().parse(value));
                String source = "set by " + command.person() + ": " + command.reason();
                state.set.put(
                    key, new Stored(command.level().key(), name, text, source, command.until()));
              }
            });
    state.version++;
    rebuild();
  }

  /** Logical time has moved: what ends by then holds no more. */
  public void advance(long time) {
    if (time < nextEnd) {
      return;
    }
    state.set.values().removeIf(stored -> stored.until > 0 && stored.until <= time);
    state.version++;
    rebuild();
  }

  /** Counts the changes, from 1. */
  public long version() {
    return state.version;
  }

  /** The limits that an order is held to. */
  public Limits limits(String account, String strategy, String instrument) {
    Key key = new Key(account, strategy, instrument);
    Limits known = cache.get(key);
    if (known == null) {
      Map<Limit, LimitValue> values = new EnumMap<>(Limit.class);
      effective(account, strategy, instrument)
          .forEach((limit, setting) -> values.put(limit, setting.value()));
      known = new Limits(values);
      if (cache.size() >= MOST_CACHED) {
        cache.clear();
      }
      cache.put(key, known);
    }
    return known;
  }

  /** The setting that holds for an order, of each limit that has one. */
  public Map<Limit, LimitSetting> effective(String account, String strategy, String instrument) {
    Map<Limit, LimitSetting> effective = new EnumMap<>(Limit.class);
    for (LimitSetting setting : inForce.values()) {
      if (setting.level().covers(account, strategy, instrument)) {
        effective.merge(setting.limit(), setting, LimitBook::winner);
      }
    }
    return effective;
  }

  private static LimitSetting winner(LimitSetting a, LimitSetting b) {
    if (a.level().equals(Level.DESK) != b.level().equals(Level.DESK)) {
      return a.level().equals(Level.DESK) ? b : a;
    }
    LimitValue value = a.limit().stricter(a.value(), b.value());
    if (value.equals(a.value())) {
      return a;
    }
    return value.equals(b.value())
        ? b
        : new LimitSetting(
            a.level(), a.limit(), value, a.source() + " and " + b.source(), a.until());
  }

  /** All settings that are in force somewhere, those of the desk first. */
  public List<LimitSetting> settings() {
    List<LimitSetting> all = new ArrayList<>(inForce.values());
    all.sort(
        (a, b) -> {
          boolean first = a.level().equals(Level.DESK);
          return first == b.level().equals(Level.DESK)
              ? a.key().compareTo(b.key())
              : first ? -1 : 1;
        });
    return all;
  }
}
