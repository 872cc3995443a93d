package io.alphaflow.execution;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.InstrumentId;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

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
    Duration reconcileInterval)
    implements Serializable {

  /**
   * Reads the section.
   *
   * @throws io.alphaflow.common.config.ConfigException with all its errors
   */
  public static ExecutionOptions read(DeskConfig config) {
    return config.read(root -> read(config, root.section("execution")));
  }

  private static ExecutionOptions read(DeskConfig config, ConfigNode node) {
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
            node.duration("reconcileInterval", Duration.ofSeconds(60)));
    node.refuseUnknownKeys();
    return options;
  }

  /** An account by its name. */
  public AccountOptions account(String id) {
    return accounts.stream()
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no account \"" + id + "\" is configured"));
  }
}
