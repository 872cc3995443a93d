package io.alphaflow.execution;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The configuration of this job, section {@code execution}.
 *
 * @param accounts the accounts, each with a lane of its own
 * @param instruments what is traded
 * @param journalPartitions partitions of the journal
 * @param recvWindow how long a signed request stays valid at the venue
 * @param maxInFlight unanswered requests about orders for each account
 * @param requestTimeout how long to wait for an answer
 * @param settleTime how long the venue must go on not knowing an order, after it can no longer
 *     arrive there, before it counts as not placed
 * @param intentTimeout how old a decision may be when its order is sent
 * @param reconcileInterval how often open orders are compared with the venue's
 * @param snapshotInterval how often the balances are written to the journal; 0 when only at the
 *     start and after a gap of the user stream
 * @param deadManAfter how long the user stream may be down before the account is stopped; 0 when it
 *     never is
 * @param selfTradePrevention what the venue does when two orders of an account would trade
 */
public record ExecutionOptions(
    List<AccountOptions> accounts,
    List<InstrumentId> instruments,
    int journalPartitions,
    Duration recvWindow,
    int maxInFlight,
    Duration requestTimeout,
    Duration settleTime,
    Duration intentTimeout,
    Duration reconcileInterval,
    Duration snapshotInterval,
    Duration deadManAfter,
    SelfTradePrevention selfTradePrevention)
    implements Serializable {

  /** YAML reads {@code off} as false. */
  private static final Set<String> OFF = Set.of("off", "false");

  /**
   * Reads the section.
   *
   * @throws io.alphaflow.common.config.ConfigException with all its errors
   */
  public static ExecutionOptions read(DeskConfig config) {
    return config.read(root -> read(config, root.section("execution")));
  }

  private static ExecutionOptions read(DeskConfig config, ConfigNode node) {
    if (config.mode() == RunMode.PAPER && config.venue().isReal()) {
      node.error(
          "orders would go to "
              + config.venue().restUrl()
              + ", which is the real exchange, but the desk's mode is paper; expected another"
              + " venue.preset or venue.restUrl, or mode: live");
    }
    ExecutionOptions options =
        new ExecutionOptions(
            config.accounts(),
            config.venue().symbols(),
            config.kafka().journalPartitions(),
            config.venue().recvWindow(),
            (int) node.integer("maxInFlight", 8L, 1, 100),
            node.duration("requestTimeout", Duration.ofSeconds(12)),
            node.duration("settleTime", Duration.ofSeconds(5)),
            node.duration("intentTimeout", Duration.ofSeconds(30)),
            node.duration("reconcileInterval", Duration.ofSeconds(60)),
            secondsOrOff(node, "snapshotInterval", Duration.ofSeconds(10)),
            secondsOrOff(node, "deadManAfter", Duration.ofSeconds(30)),
            node.choice(
                "selfTradePrevention",
                SelfTradePrevention.class,
                SelfTradePrevention.EXPIRE_TAKER));
    node.refuseUnknownKeys();
    return options;
  }

  /** A time span of at least a second; 0 for {@code off}. */
  private static Duration secondsOrOff(ConfigNode node, String key, Duration fallback) {
    if (OFF.contains(node.string(key, ""))) {
      return Duration.ZERO;
    }
    Duration span = node.duration(key, fallback);
    if (!span.isZero() && span.compareTo(Duration.ofSeconds(1)) < 0) {
      node.error(key, span.toMillis() + "ms", "off, or a time span of at least 1s");
    }
    return span;
  }

  /** An account by its name. */
  public AccountOptions account(String id) {
    return accounts.stream()
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no account \"" + id + "\" is configured"));
  }
}
