package io.alphaflow.risk.limit;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Level;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The limits of the configuration, section {@code risk.limits}.
 *
 * <pre>{@code
 * limits:
 *   default: {maxOrderValue: 5000, ordersPerStrategy: 10/60s}
 *   accounts: {main: {maxDailyLoss: 1000}}
 *   symbols: {BTC/USD: {maxPosition: 2}}
 *   strategies: {trend: {maxOrderValue: 500}}
 * }</pre>
 *
 * @param byLevel texts as {@link LimitKind} writes them, by level key and limit
 * @param sources where each was said, by level key and limit
 */
public record LimitOptions(
    SortedMap<String, SortedMap<String, String>> byLevel,
    SortedMap<String, SortedMap<String, String>> sources)
    implements Serializable {

  /** Environment variables that stand for limits of the desk which the configuration leaves out. */
  public static final Map<String, Limit> VARIABLES =
      new TreeMap<>(
          Map.of(
              "POSITION_LIMIT_SYMBOL", Limit.MAX_POSITION_VALUE,
              "POSITION_LIMIT_TOTAL", Limit.MAX_GROSS_EXPOSURE,
              "DAILY_LOSS_LIMIT", Limit.MAX_DAILY_LOSS,
              "CONCENTRATION_LIMIT", Limit.MAX_CONCENTRATION,
              "DRAWDOWN_LIMIT", Limit.MAX_DRAWDOWN_SHARE));

  /** Copies the maps. */
  public LimitOptions {
    byLevel = copy(byLevel);
    sources = copy(sources);
  }

  private static SortedMap<String, SortedMap<String, String>> copy(
      SortedMap<String, SortedMap<String, String>> maps) {
    SortedMap<String, SortedMap<String, String>> copy = new TreeMap<>();
    maps.forEach((level, values) -> copy.put(level, new TreeMap<>(values)));
    return copy;
  }

  /** Limits of the desk only, for tests and tools. */
  public static LimitOptions of(Map<Limit, LimitValue> desk) {
    return new Collector().put(Level.DESK, desk, "given").options();
  }

  /** These limits and others at a level. */
  public LimitOptions and(Level level, Map<Limit, LimitValue> values) {
    Collector all = new Collector();
    all.values.putAll(copy(byLevel));
    all.sources.putAll(copy(sources));
    return all.put(level, values, "given").options();
  }

  /**
   * The same limits for accounts of other names, each with what the configured ones have; empty
   * when these have not all the same.
   */
  public Optional<LimitOptions> heldBy(Collection<String> names, Collection<String> configured) {
    List<String> owners = configured.stream().map(name -> Level.account(name).key()).toList();
    List<SortedMap<String, String>> different =
        owners.stream().map(key -> at(byLevel, key)).distinct().toList();
    if (different.size() != 1) {
      return Optional.empty();
    }
    SortedMap<String, SortedMap<String, String>> values = copy(byLevel);
    SortedMap<String, SortedMap<String, String>> from = copy(sources);
    values.keySet().removeAll(owners);
    from.keySet().removeAll(owners);
    if (!different.get(0).isEmpty()) {
      for (String name : names) {
        values.put(Level.account(name).key(), different.get(0));
        from.put(Level.account(name).key(), at(sources, owners.get(0)));
      }
    }
    return Optional.of(new LimitOptions(values, from));
  }

  private static SortedMap<String, String> at(
      SortedMap<String, SortedMap<String, String>> levels, String key) {
    return levels.getOrDefault(key, new TreeMap<>());
  }

  /**
   * Reads the section; errors are noted on it.
   *
   * @param accounts that are configured
   * @param venue of the symbols
   * @param environment environment variables
   */
  public static LimitOptions read(
      ConfigNode node, Set<String> accounts, String venue, Map<String, String> environment) {
    Collector all = new Collector();
    ConfigNode desk = node.section("default");
    fromEnvironment(desk, environment, all);
    all.put(Level.DESK, limits(desk, Level.DESK), desk.path());
    ConfigNode byAccount = node.section("accounts");
    byAccount
        .sections()
        .forEach(
            (account, section) -> {
              if (!accounts.contains(account)) {
                byAccount.error("limits for \"" + account + "\"; known are " + accounts);
              }
              Level level = Level.account(account);
              all.put(level, limits(section, level), section.path());
            });
    ConfigNode bySymbol = node.section("symbols");
    bySymbol
        .sections()
        .forEach(
            (symbol, section) ->
                instrument(bySymbol, venue, symbol)
                    .ifPresent(
                        id -> {
                          Level level = Level.instrument(id);
                          all.put(level, limits(section, level), section.path());
                        }));
    node.section("strategies")
        .sections()
        .forEach(
            (strategy, section) -> {
              Level level = Level.strategy(Level.ALL, strategy);
              all.put(level, limits(section, level), section.path());
            });
    node.refuseUnknownKeys();
    return all.options();
  }

  private static Optional<String> instrument(ConfigNode node, String venue, String symbol) {
    try {
      return Optional.of(InstrumentId.parse(venue + ":" + symbol).toString());
    } catch (IllegalArgumentException e) {
      node.error("limits for \"" + symbol + "\"; expected a symbol such as BTC/USDT");
      return Optional.empty();
    }
  }

  private static void fromEnvironment(
      ConfigNode desk, Map<String, String> environment, Collector all) {
    VARIABLES.forEach(
        (variable, limit) -> {
          String text = environment.get(variable);
          if (text != null && !text.isBlank()) {
            try {
              all.put(
                  Level.DESK, Map.of(limit, limit.kind().parse(text)), "environment " + variable);
            } catch (IllegalArgumentException e) {
              desk.error(
                  "environment variable %s: \"%s\" is not accepted; expected %s"
                      .formatted(variable, text, limit.kind().accepted()));
            }
          }
        });
  }

  private static Map<Limit, LimitValue> limits(ConfigNode node, Level level) {
    Map<Limit, LimitValue> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      if (limit.place().allows(level)) {
        value(node, limit).ifPresent(value -> values.put(limit, value));
      }
    }
    node.refuseUnknownKeys();
    return values;
  }

  private static Optional<LimitValue> value(ConfigNode node, Limit limit) {
    LimitKind kind = limit.kind();
    if (kind.keys().length > 0 && node.isSection(limit.key())) {
      ConfigNode parts = node.section(limit.key());
      List<String> texts = new ArrayList<>();
      for (String key : kind.keys()) {
        texts.add(parts.string(key));
      }
      parts.refuseUnknownKeys();
      String text = String.join("/", texts);
      try {
        return Optional.of(kind.parse(text));
      } catch (IllegalArgumentException | ArithmeticException e) {
        node.error(limit.key(), text, kind.accepted());
        return Optional.empty();
      }
    }
    return node.required(
        limit.key(),
        Optional.empty(),
        kind.accepted(),
        text -> Optional.of(kind.parse(text)),
        Optional.empty());
  }

  /** All settings, the defaults of the software first. */
  public List<LimitSetting> settings() {
    List<LimitSetting> settings = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      limit
          .fallback()
          .ifPresent(v -> settings.add(new LimitSetting(Level.DESK, limit, v, "default", 0)));
    }
    byLevel.forEach(
        (level, values) ->
            values.forEach(
                (name, text) -> {
                  Limit limit = Limit.named(name).orElseThrow();
                  settings.add(
                      new LimitSetting(
                          Level.parse(level),
                          limit,
                          limit.kind().parse(text),
                          sources.get(level).get(name),
                          0));
                }));
    return settings;
  }

  /** Names of all limits that may stand at a level, for errors. */
  public static String names(Level level) {
    return Arrays.stream(Limit.values())
        .filter(limit -> limit.place().allows(level))
        .map(Limit::key)
        .collect(Collectors.joining(", "));
  }

  /** Puts values and their sources together. */
  private static final class Collector {
    private final SortedMap<String, SortedMap<String, String>> values = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> sources = new TreeMap<>();

    Collector put(Level level, Map<Limit, LimitValue> limits, String source) {
      limits.forEach(
          (limit, value) -> {
            values
                .computeIfAbsent(level.key(), l -> new TreeMap<>())
                .put(limit.key(), limit.kind().format(value));
            sources.computeIfAbsent(level.key(), l -> new TreeMap<>()).put(limit.key(), source);
          });
      return this;
    }

    LimitOptions options() {
      return new LimitOptions(values, sources);
    }
  }
}
