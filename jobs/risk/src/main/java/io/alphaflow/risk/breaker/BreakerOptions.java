package io.alphaflow.risk.breaker;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The circuit breakers of a desk, section {@code risk.breakers} of the configuration.
 *
 * <pre>{@code
 * breakers:
 *   default:
 *     orderVelocity: {count: 20, within: 60s, cooldown: manual}
 *     repeatedExecution: {count: 10, within: 60s}
 *     losingStreak: {count: 5, within: 1d}
 *     rejectStorm: {count: 20, within: 60s}
 *     priceShock: {move: 0.05, within: 60s, cooldown: 5m}
 *   accounts: {main: {orderVelocity: {count: 10}, losingStreak: off}}
 *   symbols: {BTC/USD: {priceShock: {move: 0.1}}}
 * }</pre>
 *
 * <p>What an account or a symbol does not say is as in the default, and what that does not say as
 * above. So a desk without the section has all breakers.
 *
 * @param counts the breakers that count, of accounts that say nothing else
 * @param accounts all of them for each account that says something
 * @param priceShock of instruments that say nothing else
 * @param instruments of each instrument that says something, by {@code venue:BASE/QUOTE}
 */
public record BreakerOptions(
    Map<CountBreaker, CountRule> counts,
    Map<String, Map<CountBreaker, CountRule>> accounts,
    PriceShockRule priceShock,
    Map<String, PriceShockRule> instruments)
    implements Serializable {

  /** Keeps copies. */
  public BreakerOptions {
    counts = complete(counts);
    Map<String, Map<CountBreaker, CountRule>> copies = new TreeMap<>();
    accounts.forEach((account, rules) -> copies.put(account, complete(rules)));
    accounts = copies;
    instruments = new TreeMap<>(instruments);
  }

  private static Map<CountBreaker, CountRule> complete(Map<CountBreaker, CountRule> rules) {
    Map<CountBreaker, CountRule> all = new EnumMap<>(CountBreaker.class);
    for (CountBreaker breaker : CountBreaker.values()) {
      all.put(breaker, rules.getOrDefault(breaker, CountRule.OFF));
    }
    return all;
  }

  /** The same for all accounts and instruments; what is not in the map is off. */
  public static BreakerOptions of(Map<CountBreaker, CountRule> counts, PriceShockRule priceShock) {
    return new BreakerOptions(counts, Map.of(), priceShock, Map.of());
  }

  /** Reads the section; errors are noted on its nodes. */
  public static BreakerOptions read(DeskConfig config, ConfigNode section) {
    return new BreakerSection(config, section).read();
  }

  /** What these accounts have, for accounts of any name; empty when they have not all the same. */
  public Optional<BreakerOptions> sharedBy(Collection<String> names) {
    List<Map<CountBreaker, CountRule>> different =
        names.stream().map(name -> accounts.getOrDefault(name, counts)).distinct().toList();
    return different.size() == 1
        ? Optional.of(new BreakerOptions(different.get(0), Map.of(), priceShock, instruments))
        : Optional.empty();
  }

  /** When a breaker trips for an account; nothing when it is off. */
  public Optional<CountRule> rule(CountBreaker breaker, String account) {
    return Optional.of(accounts.getOrDefault(account, counts).get(breaker))
        .filter(rule -> !rule.isOff());
  }

  /** When a price shock stops an instrument; nothing when that is off. */
  public Optional<PriceShockRule> priceShock(String instrument) {
    return Optional.of(instruments.getOrDefault(instrument, priceShock))
        .filter(rule -> !rule.isOff());
  }

  /** The different rules of a breaker, the default first, then by the names of accounts. */
  public List<CountRule> rules(CountBreaker breaker) {
    return Stream.concat(Stream.of(counts), accounts.values().stream())
        .map(rules -> rules.get(breaker))
        .filter(rule -> !rule.isOff())
        .distinct()
        .toList();
  }

  /** The different rules for price shocks, the default first, then by the names of instruments. */
  public List<PriceShockRule> priceShocks() {
    return Stream.concat(Stream.of(priceShock), instruments.values().stream())
        .filter(rule -> !rule.isOff())
        .distinct()
        .toList();
  }
}
