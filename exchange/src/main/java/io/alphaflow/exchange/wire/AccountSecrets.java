package io.alphaflow.exchange.wire;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.RotatingSecret;

/**
 * An account's key and secret, read again now and then and when the venue refuses them, so that
 * they are replaced without a restart. Thread-safe.
 */
public final class AccountSecrets {

  private static final int NOT_AUTHORIZED = 401;

  private final RotatingSecret key;
  private final RotatingSecret secret;

  /**
   * Reads them.
   *
   * @throws IllegalStateException when one is missing; the message names the reference only
   */
  public AccountSecrets(AccountOptions account) {
    key = new RotatingSecret(account.apiKey());
    secret = new RotatingSecret(account.secret());
    key();
    secret();
  }

  /** The key, which names the account. */
  public String key() {
    return key.value();
  }

  /** The secret. */
  public String secret() {
    return secret.value();
  }

  /** Looks whether the venue refused them. */
  public HttpAnswer check(HttpAnswer answer) {
    if (answer.status() == NOT_AUTHORIZED) {
      refused();
    }
    return answer;
  }

  /** The venue refused them: they are read again soon. */
  public void refused() {
    key.refused();
    secret.refused();
  }

  @Override
  public String toString() {
    return "AccountSecrets(hidden)";
  }
}
