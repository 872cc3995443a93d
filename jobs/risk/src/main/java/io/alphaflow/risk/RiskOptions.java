package io.alphaflow.risk;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.limit.LimitOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code risk} section of the configuration.
 *
 * <pre>{@code
 * risk:
 *   limits:
 *     default: {maxOrderValue: 5000, maxDailyLoss: 1000, ordersPerStrategy: 10/60s}
 *     accounts: {main: {maxDailyLoss: 500}}
 *     symbols: {BTC/USDT: {maxPosition: 2}}
 *     strategies: {trend: {maxOrderValue: 1000}}
 *   permissions: [{symbols: [BTC/USDT]}]
 *   tradingHours: {main: {days: mon-fri, from: "09:30", to: "16:00", zone: America/New_York}}
 *   volatility: {method: ewma, multiplier: 5}
 *   collar: 0.01
 *   takerFeeRate: 0.001
 *   breakers: {default: {orderVelocity: {count: 20, within: 60s}}}
 *   operators: [{person: alice, role: risk, publicKey: MCowBQYDK2Vw...}]
 * }</pre>
 *
 * <p>A limit that stands nowhere and has no default is not an error: the gate rejects what would
 * need it.
 *
 * @param desk name of the desk, part of client order ids
 * @param mode whether orders are worth money
 * @param journalPartitions partitions of the journal
 * @param currencies currency of each account
 * @param limits the limits at all levels
 * @param permissions what may be ordered at all
 * @param tradingHours of accounts that do not trade always
 * @param volatility how the dynamic price band is measured
 * @param collar how far above the mark a market order is valued, a fraction in units of 1e-8
 * @param takerFeeRate fee that a buy order reserves, a fraction in units of 1e-8
 * @param breakers the circuit breakers
 * @param operators who may give commands
 * @param shortSellers accounts that may sell what they do not hold: of backtests only, as the
 *     venues of the desk are spot markets
 */
public record RiskOptions(
    String desk,
    RunMode mode,
    int journalPartitions,
    Map<String, String> currencies,
    LimitOptions limits,
    List<PermissionRule> permissions,
    Map<String, TradingHours> tradingHours,
    VolatilityOptions volatility,
    long collar,
    long takerFeeRate,
    BreakerOptions breakers,
    List<OperatorOptions> operators,
    Set<String> shortSellers)
    implements Serializable {

  /** Keeps copies. */
  public RiskOptions {
    currencies = new TreeMap<>(currencies);
    permissions = List.copyOf(permissions);
    tradingHours = new TreeMap<>(tradingHours);
    operators = List.copyOf(operators);
    shortSellers = Set.copyOf(shortSellers);
  }

  /** Options of spot accounts. */
  public RiskOptions(
      String desk,
      RunMode mode,
      int journalPartitions,
      Map<String, String> currencies,
      LimitOptions limits,
      List<PermissionRule> permissions,
      Map<String, TradingHours> tradingHours,
      VolatilityOptions volatility,
      long collar,
      long takerFeeRate,
      BreakerOptions breakers,
      List<OperatorOptions> operators) {
    this(
        desk,
        mode,
        journalPartitions,
        currencies,
        limits,
        permissions,
        tradingHours,
        volatility,
        collar,
        takerFeeRate,
        breakers,
        operators,
        Set.of());
  }

  /**
   * Reads the section, with the environment variables of this process.
   *
   * @throws io.alphaflow.common.config.ConfigException with all its errors
   */
  public static RiskOptions read(DeskConfig config) {
    return read(config, System.getenv());
  }

  /**
   * Reads the section.
   *
   * @param environment stands for limits that the configuration leaves out
   * @throws io.alphaflow.common.config.ConfigException with all its errors
   */
  public static RiskOptions read(DeskConfig config, Map<String, String> environment) {
    return config.read(root -> read(config, root.section("risk"), environment));
  }

  private static RiskOptions read(
      DeskConfig config, ConfigNode node, Map<String, String> environment) {
    Set<String> accounts = config.currencies().keySet();
    String venue = config.venue().name();
    RiskOptions options =
        new RiskOptions(
            config.desk(),
            config.mode(),
            config.kafka().journalPartitions(),
            config.currencies(),
            LimitOptions.read(node.section("limits"), accounts, venue, environment),
            node.list("permissions").stream()
                .map(rule -> PermissionRule.read(rule, accounts, venue))
                .toList(),
            hours(node.section("tradingHours"), accounts),
            VolatilityOptions.read(node.section("volatility"), environment),
            node.decimal("collar", Fixed8.ONE / 100, 0),
            node.decimal("takerFeeRate", Fixed8.ONE / 1_000, 0),
            BreakerOptions.read(config, node.section("breakers")),
            OperatorOptions.readAll(node));
    node.refuseUnknownKeys();
    return options;
  }

  private static Map<String, TradingHours> hours(ConfigNode node, Set<String> accounts) {
    Map<String, TradingHours> hours = new TreeMap<>();
    node.sections()
        .forEach(
            (account, section) -> {
              if (!accounts.contains(account)) {
                node.error("hours of \"" + account + "\"; known are " + accounts);
              }
              hours.put(account, TradingHours.read(section));
            });
    return hours;
  }

  /** The same in another mode. */
  public RiskOptions as(RunMode other) {
    return new RiskOptions(
        desk,
        other,
        journalPartitions,
        currencies,
        limits,
        permissions,
        tradingHours,
        volatility,
        collar,
        takerFeeRate,
        breakers,
        operators,
        shortSellers);
  }

  /** Whether a rule permits what a signal wants. */
  public boolean permits(Signal signal) {
    return permissions.stream().anyMatch(rule -> rule.permits(signal));
  }

  /** Whether an account trades at a time, epoch microseconds UTC. */
  public boolean isOpen(String account, long time) {
    TradingHours hours = tradingHours.get(account);
    return hours == null || hours.include(time);
  }
}
