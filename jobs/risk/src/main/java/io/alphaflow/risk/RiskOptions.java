package io.alphaflow.risk;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.control.Limit;
import io.alphaflow.risk.control.LimitValue;
import io.alphaflow.risk.control.Limits;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code risk} section of the configuration.
 *
 * <pre>{@code
 * risk:
 *   limits:
 *     default:
 *       {maxOrderValue: 5000, maxOrderQuantity: 10, maxPosition: 20, maxPositionValue: 20000,
 *        maxDailyLoss: 1000, maxMarkAge: 10s, duplicateWindow: 60s,
 *        ordersPerStrategy: {burst: 5, per: 60s}, ordersPerAccount: {burst: 10, per: 60s}}
 *     accounts: {main: {maxOrderValue: 1000}}
 *   collar: 0.01
 *   takerFeeRate: 0.001
 *   breakers: {default: {orderVelocity: {count: 20, within: 60s}}}
 *   operators: [{person: alice, role: risk, publicKey: MCowBQYDK2Vw...}]
 * }</pre>
 *
 * <p>A limit that stands neither at the account nor in the default is not an error: the gate
 * rejects what would need it.
 *
 * @param desk name of the desk, part of client order ids
 * @param journalPartitions partitions of the journal
 * @param currencies currency of each account
 * @param defaultLimits limits of accounts that say nothing else
 * @param accountLimits what accounts say else
 * @param collar how far above the mark a market order is valued, a fraction in units of 1e-8
 * @param takerFeeRate fee that a buy order reserves, a fraction in units of 1e-8
 * @param breakers the circuit breakers
 * @param operators who may give commands
 */
public record RiskOptions(
    String desk,
    int journalPartitions,
    Map<String, String> currencies,
    Limits defaultLimits,
    Map<String, Limits> accountLimits,
    long collar,
    long takerFeeRate,
    BreakerOptions breakers,
    List<OperatorOptions> operators)
    implements Serializable {

  private static final long ABSENT = -1;
  private static final long MAX_BURST = 1_000_000;

  /** Keeps copies. */
  public RiskOptions {
    currencies = new TreeMap<>(currencies);
    accountLimits = new TreeMap<>(accountLimits);
    operators = List.copyOf(operators);
  }

  /**
   * Reads the section.
   *
   * @throws io.alphaflow.common.config.ConfigException with all its errors
   */
  public static RiskOptions read(DeskConfig config) {
    return config.read(root -> read(config, root.section("risk")));
  }

  private static RiskOptions read(DeskConfig config, ConfigNode node) {
    ConfigNode limits = node.section("limits");
    Limits defaults = limits(limits.section("default"));
    Map<String, Limits> byAccount = new TreeMap<>();
    ConfigNode accounts = limits.section("accounts");
    accounts.sections().forEach((account, section) -> byAccount.put(account, limits(section)));
    for (String account : byAccount.keySet()) {
      if (!config.currencies().containsKey(account)) {
        accounts.error("limits for \"" + account + "\"; known are " + config.currencies().keySet());
      }
    }
    limits.refuseUnknownKeys();
    RiskOptions options =
        new RiskOptions(
            config.desk(),
            config.kafka().journalPartitions(),
            config.currencies(),
            defaults,
            byAccount,
            node.decimal("collar", Fixed8.ONE / 100, 0),
            node.decimal("takerFeeRate", Fixed8.ONE / 1_000, 0),
            BreakerOptions.read(config, node.section("breakers")),
            OperatorOptions.readAll(node));
    node.refuseUnknownKeys();
    return options;
  }

  private static Limits limits(ConfigNode node) {
    Map<Limit, LimitValue> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      LimitValue value = limit(node, limit);
      if (value.amount() != ABSENT) {
        values.put(limit, value);
      }
    }
    node.refuseUnknownKeys();
    return new Limits(values);
  }

  private static LimitValue limit(ConfigNode node, Limit limit) {
    String key = limit.key();
    return switch (limit.kind()) {
      case AMOUNT -> LimitValue.of(node.decimal(key, ABSENT, 0));
      case TIME_SPAN -> LimitValue.of(micros(node.duration(key, Duration.ofNanos(1_000 * ABSENT))));
      case RATE -> {
        ConfigNode rate = node.section(key);
        yield rate.isPresent() ? rate(rate) : LimitValue.of(ABSENT);
      }
    };
  }

  private static LimitValue rate(ConfigNode node) {
    long burst = node.integer("burst", null, 0, MAX_BURST);
    long per = micros(node.duration("per", null));
    if (per == 0 || per > micros(Duration.ofDays(1))) {
      node.error("per", per + " µs", "a time span above 0, at most 1d");
    }
    node.refuseUnknownKeys();
    return new LimitValue(burst, per);
  }

  private static long micros(Duration duration) {
    return Math.floorDiv(duration.toNanos(), 1_000);
  }

  /** The limits in force for an account. */
  public Limits limits(String account) {
    Limits own = accountLimits.get(account);
    return own == null ? defaultLimits : defaultLimits.overriddenBy(own);
  }
}
