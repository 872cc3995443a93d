package io.alphaflow.exchange.coinbase.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.exchange.coinbase.trading.TokenSigner.NamedKey;
import io.alphaflow.exchange.wire.AccountSecrets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private key of an account, parsed anew when its text has changed. A new text that is no key
 * is logged, without its words, and the former key is kept. Thread-safe.
 */
final class AccountKey implements Supplier<NamedKey> {

  private static final Logger LOG = LoggerFactory.getLogger(AccountKey.class);

  private final AccountOptions account;
  private final AccountSecrets secrets;
  private String text;
  private NamedKey key;

  /**
   * Reads the key.
   *
   * @throws IllegalStateException when it is none; the message names the reference only
   */
  AccountKey(AccountOptions account, AccountSecrets secrets) {
    this.account = account;
    this.secrets = secrets;
    this.text = secrets.secret();
    try {
      this.key = new NamedKey(secrets.key(), EcPrivateKey.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(problem());
    }
  }

  private String problem() {
    return "the secret "
        + account.secret().reference()
        + " is not a P-256 private key in PEM, which Coinbase gives for keys with the signature"
        + " algorithm ECDSA";
  }

  @Override
  public synchronized NamedKey get() {
    String now = secrets.secret();
    String name = secrets.key();
    if (now.equals(text) && name.equals(key.name())) {
      return key;
    }
    text = now;
    try {
      key = new NamedKey(name, EcPrivateKey.parse(now));
    } catch (IllegalArgumentException e) {
      LOG.warn("the former key is kept: {}", problem());
    }
    return key;
  }
}
