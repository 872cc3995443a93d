package io.alphaflow.simulator;

import io.alphaflow.simulator.protocol.SigningKey;
import java.security.PublicKey;
import java.util.Map;

/**
 * A customer of the simulated exchange.
 *
 * @param name how the ledger calls it
 * @param apiKey what comes in {@code X-MBX-APIKEY}
 * @param key proves that a request is the customer's
 * @param free opening balances that can be spent, by asset, in units of 1e-8
 * @param locked opening balances that cannot, by asset, in units of 1e-8
 * @param withdrawals whether the key could send money away; the exchange only says so
 * @param paysInBnb whether commissions are taken in BNB, at a discount, while there is enough of it
 */
public record SimAccount(
    String name,
    String apiKey,
    SigningKey key,
    Map<String, Long> free,
    Map<String, Long> locked,
    boolean withdrawals,
    boolean paysInBnb) {

  /** Checks that names are there and that no balance is below zero. */
  public SimAccount {
    if (name.isBlank() || apiKey.isBlank()) {
      throw new IllegalArgumentException("an account needs a name and an API key");
    }
    free = Map.copyOf(free);
    locked = Map.copyOf(locked);
    requireAtLeastZero(name, free);
    requireAtLeastZero(name, locked);
  }

  /** An account whose key cannot send money away and that does not pay in BNB. */
  public SimAccount(
      String name,
      String apiKey,
      SigningKey key,
      Map<String, Long> free,
      Map<String, Long> locked) {
    this(name, apiKey, key, free, locked, false, false);
  }

  /** An account that signs with HMAC-SHA256. */
  public static SimAccount hmac(
      String name, String apiKey, String secret, Map<String, Long> balances) {
    return new SimAccount(name, apiKey, SigningKey.hmac(secret), balances, Map.of());
  }

  /** An account that signs with Ed25519; the exchange knows only the public key. */
  public static SimAccount ed25519(
      String name, String apiKey, PublicKey publicKey, Map<String, Long> balances) {
    return new SimAccount(name, apiKey, SigningKey.ed25519(publicKey), balances, Map.of());
  }

  /** The same account with opening balances that stay locked for good. */
  public SimAccount withLocked(Map<String, Long> balances) {
    return new SimAccount(name, apiKey, key, free, balances, withdrawals, paysInBnb);
  }

  /** The same account with a key that could send money away. */
  public SimAccount withWithdrawals() {
    return new SimAccount(name, apiKey, key, free, locked, true, paysInBnb);
  }

  /** The same account that pays its commissions in BNB. */
  public SimAccount payingInBnb() {
    return new SimAccount(name, apiKey, key, free, locked, withdrawals, true);
  }

  private static void requireAtLeastZero(String name, Map<String, Long> balances) {
    balances.forEach(
        (asset, amount) -> {
          if (amount < 0) {
            throw new IllegalArgumentException(
                "account " + name + ": the opening balance of " + asset + " is below zero");
          }
        });
  }
}
