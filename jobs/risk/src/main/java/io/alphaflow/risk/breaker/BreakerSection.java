package io.alphaflow.risk.breaker;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code risk.breakers}. */
final class BreakerSection {

  private static final long MAX_WITHIN = Duration.ofDays(31).toNanos() / 1_000;

  private final DeskConfig config;
  private final ConfigNode section;

  BreakerSection(DeskConfig config, ConfigNode section) {
    this.config = config;
    this.section = section;
  }

  BreakerOptions read() {
    ConfigNode defaults = section.section("default");
    Map<CountBreaker, CountRule> counts = counts(defaults, Map.of());
    PriceShockRule shock = shock(defaults, PriceShockRule.BUILT_IN);
    defaults.refuseUnknownKeys();
    BreakerOptions options =
        new BreakerOptions(counts, accounts(counts), shock, instruments(shock));
    section.refuseUnknownKeys();
    return options;
  }

  private Map<String, Map<CountBreaker, CountRule>> accounts(
      Map<CountBreaker, CountRule> defaults) {
    ConfigNode accounts = section.section("accounts");
    Map<String, Map<CountBreaker, CountRule>> rules = new TreeMap<>();
    accounts
        .sections()
        .forEach(
            (account, node) -> {
              if (!config.currencies().containsKey(account)) {
                accounts.error(
                    "breakers for \"%s\"; known are %s"
                        .formatted(account, config.currencies().keySet()));
              }
              rules.put(account, counts(node, defaults));
              node.refuseUnknownKeys();
            });
    return rules;
  }

  private Map<String, PriceShockRule> instruments(PriceShockRule fallback) {
    ConfigNode symbols = section.section("symbols");
    List<String> known = config.venue().symbols().stream().map(InstrumentId::symbol).toList();
    Map<String, PriceShockRule> rules = new TreeMap<>();
    symbols
        .sections()
        .forEach(
            (symbol, node) -> {
              if (!known.contains(symbol)) {
                symbols.error("breakers for \"%s\"; known are %s".formatted(symbol, known));
              }
              rules.put(config.venue().name() + ":" + symbol, shock(node, fallback));
              node.refuseUnknownKeys();
            });
    return rules;
  }

  private static Map<CountBreaker, CountRule> counts(
      ConfigNode node, Map<CountBreaker, CountRule> fallback) {
    Map<CountBreaker, CountRule> rules = new EnumMap<>(CountBreaker.class);
    for (CountBreaker breaker : CountBreaker.values()) {
      CountRule rule = fallback.getOrDefault(breaker, breaker.builtIn());
      rules.put(breaker, count(node, breaker, rule));
    }
    return rules;
  }

  private static CountRule count(ConfigNode parent, CountBreaker breaker, CountRule fallback) {
    CountRule others = fallback.isOff() ? breaker.builtIn() : fallback;
    return rule(
        parent,
        breaker.key(),
        CountRule.OFF,
        fallback,
        node ->
            new CountRule(
                (int) node.integer("count", (long) others.count(), 2, CountRule.MAX_COUNT),
                within(node, others.withinMicros()),
                cooldown(node, others.cooldownMicros())));
  }

  private static PriceShockRule shock(ConfigNode parent, PriceShockRule fallback) {
    PriceShockRule others = fallback.isOff() ? PriceShockRule.BUILT_IN : fallback;
    return rule(
        parent,
        PriceShockRule.KEY,
        PriceShockRule.OFF,
        fallback,
        node ->
            new PriceShockRule(
                move(node, others.move()),
                within(node, others.withinMicros()),
                cooldown(node, others.cooldownMicros())));
  }

  private static <R> R rule(
      ConfigNode parent, String key, R off, R fallback, Function<ConfigNode, R> reader) {
    Optional<ConfigNode> section = parent.sectionOrOff(key);
    if (section.isEmpty()) {
      return off;
    }
    ConfigNode node = section.get();
    if (!node.isPresent()) {
      return fallback;
    }
    R rule = reader.apply(node);
    node.refuseUnknownKeys();
    return rule;
  }

  private static long move(ConfigNode node, long fallback) {
    return node.required(
        "move",
        fallback,
        "a fraction from %s to %s"
            .formatted(
                Fixed8.format(PriceShockRule.MIN_MOVE), Fixed8.format(PriceShockRule.MAX_MOVE)),
        text -> {
          long move = Fixed8.parse(text);
          if (move < PriceShockRule.MIN_MOVE || move > PriceShockRule.MAX_MOVE) {
            throw new IllegalArgumentException();
          }
          return move;
        },
        fallback);
  }

  private static long within(ConfigNode node, long fallback) {
    long within = micros(node.duration("within", ofMicros(fallback)));
    if (within <= 0 || within > MAX_WITHIN) {
      node.error("within", within + " µs", "a time span above 0, at most 31d");
      return fallback;
    }
    return within;
  }

  private static long cooldown(ConfigNode node, long fallback) {
    return micros(node.durationOr("manual", "cooldown", ofMicros(fallback)));
  }

  private static Duration ofMicros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
