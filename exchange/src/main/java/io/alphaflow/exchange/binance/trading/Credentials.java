package io.alphaflow.exchange.binance.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.exchange.wire.AccountSecrets;
import java.util.Set;

/**
 * The key of an account as it is now: it can be replaced while requests go on. A request takes both
 * parts at once. Thread-safe.
 */
final class Credentials {

  /** Bad signature, bad key, key or address not permitted. */
  private static final Set<Integer> NOT_OURS = Set.of(-1022, -2014, -2015);

  /**
   * What one request is signed with.
   *
   * @param id what the venue knows the key by
   * @param signer with its secret
   */
  record Key(String id, RequestSigner signer) {}

  private final AccountOptions account;
  private final AccountSecrets secrets;
  private String known = "";
  private RequestSigner signer;

  /**
   * Reads the key for the first time.
   *
   * @throws IllegalStateException when it is missing or is no key of the configured kind
   */
  Credentials(AccountOptions account) {
    this.account = account;
    this.secrets = new AccountSecrets(account);
    key();
  }

  /** The key now. */
  synchronized Key key() {
    String now = secrets.secret();
    if (!now.equals(known)) {
      signer = RequestSigner.of(account, now);
      known = now;
    }
    return new Key(secrets.key(), signer);
  }

  /** The venue refused a request: when it was for its key, that is read again. */
  void refused(int code) {
    if (NOT_OURS.contains(code)) {
      secrets.refused();
    }
  }

  @Override
  public String toString() {
    return "Credentials(" + account.apiKey().reference() + ")";
  }
}
