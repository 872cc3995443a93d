package io.alphaflow.common.config;

import java.io.Serializable;

/**
 * An account at the venue.
 *
 * @param id our name
 * @param currency what its equity and P&amp;L are in
 * @param apiKey the venue's key id
 * @param keyType how requests are signed
 * @param secret HMAC secret, or the PKCS#8 PEM of an Ed25519 private key
 */
public record AccountOptions(
    String id, String currency, Secret apiKey, KeyType keyType, Secret secret)
    implements Serializable {

  /** Kind of the venue key. */
  public enum KeyType {
    /** HMAC-SHA256. */
    HMAC,
    /** Ed25519. */
    ED25519
  }

  static AccountOptions read(ConfigNode node) {
    AccountOptions options =
        new AccountOptions(
            node.string("id"),
            node.string("currency"),
            secret(node, "apiKey"),
            node.choice("keyType", KeyType.class, KeyType.HMAC),
            secret(node, "secret"));
    node.refuseUnknownKeys();
    return options;
  }

  private static Secret secret(ConfigNode node, String key) {
    Secret none = new Secret("${env:NONE}");
    String text = node.string(key);
    try {
      return text.isEmpty() ? none : new Secret(text);
    } catch (IllegalArgumentException e) {
      node.error(key, "(hidden)", "a reference: " + Secret.FORMS);
      return none;
    }
  }
}
