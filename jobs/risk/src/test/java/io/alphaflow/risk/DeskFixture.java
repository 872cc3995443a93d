package io.alphaflow.risk;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitOptions;
import io.alphaflow.risk.limit.LimitValue;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A desk with three accounts, wide limits, and four persons with keys. */
public final class DeskFixture {

  public static final String ACCOUNT = "main";

  /** In the same journal partition as {@link #ACCOUNT}. */
  public static final String NEIGHBOUR = "spare";

  /** In another journal partition. */
  public static final String ELSEWHERE = "second";

  public static final int PARTITIONS = 2;
  public static final long SECOND = 1_000_000L;

  private static final KeyPair VIEWER = keys();
  private static final KeyPair TRADER = keys();
  private static final KeyPair RISK = keys();
  private static final KeyPair SECOND_RISK = keys();
  private static final KeyPair ADMIN = keys();

  private RunMode mode = RunMode.PAPER;
  private final Map<Level, Map<Limit, LimitValue>> levels = new TreeMap<>();
  private final Map<String, TradingHours> hours = new TreeMap<>();
  private List<PermissionRule> permissions = List.of(PermissionRule.ALL);
  private VolatilityOptions volatility = VolatilityOptions.NONE;
  private final Map<Limit, LimitValue> limits = new EnumMap<>(Limit.class);
  private BreakerOptions breakers = BreakerOptions.of(Map.of(), PriceShockRule.OFF);

  /** Limits that no ordinary order reaches; those that only some tests are about are off. */
  public DeskFixture() {
    for (Limit limit : Limit.values()) {
      limits.put(limit, LimitValue.OFF);
    }
    limits.put(Limit.MAX_ORDER_VALUE, usd(1_000_000));
    limits.put(Limit.MAX_ORDER_QUANTITY, usd(1_000));
    limits.put(Limit.MAX_POSITION, usd(1_000));
    limits.put(Limit.MAX_POSITION_VALUE, usd(1_000_000));
    limits.put(Limit.MAX_DAILY_LOSS, usd(1_000_000));
    limits.put(Limit.MAX_MARK_AGE, LimitValue.of(10 * SECOND));
    limits.put(Limit.DUPLICATE_WINDOW, LimitValue.of(60 * SECOND));
    limits.put(Limit.ORDERS_PER_STRATEGY, LimitValue.rate(1_000, 60 * SECOND));
    limits.put(Limit.ORDERS_PER_ACCOUNT, LimitValue.rate(1_000, 60 * SECOND));
  }

  private static LimitValue usd(long whole) {
    return LimitValue.of(Fixed8.of(whole));
  }

  public DeskFixture with(Limit limit, LimitValue value) {
    limits.put(limit, value);
    return this;
  }

  public DeskFixture with(Limit limit, String amount) {
    return with(limit, LimitValue.of(Fixed8.parse(amount)));
  }

  public DeskFixture without(Limit limit) {
    limits.remove(limit);
    return this;
  }

  /** A limit at another level than the desk. */
  public DeskFixture with(Level level, Limit limit, String text) {
    levels
        .computeIfAbsent(level, l -> new EnumMap<>(Limit.class))
        .put(limit, limit.kind().parse(text));
    return this;
  }

  /** A limit as the configuration writes it. */
  public DeskFixture withText(Limit limit, String text) {
    return with(limit, limit.kind().parse(text));
  }

  public DeskFixture withPermissions(List<PermissionRule> rules) {
    permissions = rules;
    return this;
  }

  public DeskFixture withHours(TradingHours of) {
    hours.put(ACCOUNT, of);
    return this;
  }

  public DeskFixture withVolatility(VolatilityOptions options) {
    volatility = options;
    return this;
  }

  /** The only breaker; a fixture has none by itself. */
  public DeskFixture withVelocity(int count, long withinMicros) {
    return withBreaker(CountBreaker.ORDER_VELOCITY, new CountRule(count, withinMicros, 0));
  }

  /** The only breaker. */
  public DeskFixture withBreaker(CountBreaker breaker, CountRule rule) {
    return withBreakers(BreakerOptions.of(Map.of(breaker, rule), PriceShockRule.OFF));
  }

  /** The only breaker. */
  public DeskFixture withPriceShock(PriceShockRule rule) {
    return withBreakers(BreakerOptions.of(Map.of(), rule));
  }

  public DeskFixture withBreakers(BreakerOptions options) {
    breakers = options;
    return this;
  }

  /** Orders are worth money. */
  public DeskFixture live() {
    mode = RunMode.LIVE;
    return this;
  }

  public RiskOptions options() {
    LimitOptions all = LimitOptions.of(limits);
    for (Map.Entry<Level, Map<Limit, LimitValue>> level : levels.entrySet()) {
      all = all.and(level.getKey(), level.getValue());
    }
    return new RiskOptions(
        "test",
        mode,
        PARTITIONS,
        new TreeMap<>(Map.of(ACCOUNT, "USD", NEIGHBOUR, "USD", ELSEWHERE, "USD")),
        all,
        permissions,
        hours,
        volatility,
        Fixed8.parse("0.01"),
        Fixed8.parse("0.001"),
        breakers,
        List.of(
            new OperatorOptions("victor", Role.VIEWER, publicKey(VIEWER)),
            new OperatorOptions("tess", Role.TRADER, publicKey(TRADER)),
            new OperatorOptions("rita", Role.RISK, publicKey(RISK)),
            new OperatorOptions("ruth", Role.RISK, publicKey(SECOND_RISK)),
            new OperatorOptions("ann", Role.ADMIN, publicKey(ADMIN))));
  }

  /** The journal partition of an account. */
  public static int partition(String account) {
    return Partitions.of(account, PARTITIONS);
  }

  /** A command with its person's signature. */
  public static OperatorCommand command(
      String person, long sequence, String account, CommandAction action) {
    return signed(
        OperatorCommand.of("test", person, sequence, Level.account(account), action, "drill", 1));
  }

  /** The same with its person's signature, and the approver's if it has one. */
  public static OperatorCommand signed(OperatorCommand command) {
    OperatorCommand signed = CommandSignature.sign(command, key(command.person()));
    return command.approver().isEmpty()
        ? signed
        : CommandSignature.countersign(signed, key(command.approver()));
  }

  private static PrivateKey key(String person) {
    return switch (person) {
      case "victor" -> VIEWER.getPrivate();
      case "tess" -> TRADER.getPrivate();
      case "rita" -> RISK.getPrivate();
      case "ruth" -> SECOND_RISK.getPrivate();
      case "ann" -> ADMIN.getPrivate();
      default -> keys().getPrivate();
    };
  }

  public static String publicKeyOf(String person) {
    return publicKey(person.equals("tess") ? TRADER : RISK);
  }

  private static String publicKey(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
