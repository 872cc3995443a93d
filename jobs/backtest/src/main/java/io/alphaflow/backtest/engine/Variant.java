package io.alphaflow.backtest.engine;

import io.alphaflow.signals.instance.StrategyInstance;
import java.io.Serializable;
import java.util.List;

/**
 * One way to trade the data: an account of its own, its strategy instances, and how it is filled.
 * Variants of a run know nothing of each other.
 *
 * @param account id of the account; no other variant has it
 * @param instances what trades in it; their ids are of no other variant
 * @param fills how its orders are filled
 */
public record Variant(String account, List<StrategyInstance> instances, FillRules fills)
    implements Serializable {

  /** Checks that the instances are of the account. */
  public Variant {
    instances = List.copyOf(instances);
    for (StrategyInstance instance : instances) {
      if (!instance.account().equals(account)) {
        throw new IllegalArgumentException(instance.id() + " is not of account " + account);
      }
    }
  }

  /** The same strategies in another account; the ids of the instances end with its name. */
  public Variant in(String other, FillRules rules) {
    List<StrategyInstance> moved =
        instances.stream()
            .map(
                i ->
                    new StrategyInstance(
                        i.id() + "-" + other,
                        i.type(),
                        other,
                        i.symbols(),
                        i.interval(),
                        i.enabled(),
                        i.parameters()))
            .toList();
    return new Variant(other, moved, rules);
  }
}
