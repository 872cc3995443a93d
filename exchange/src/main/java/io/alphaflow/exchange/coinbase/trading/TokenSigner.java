package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Makes the tokens that stand for a signature at Coinbase: JSON Web Tokens signed with ES256 (RFC
 * 7515, RFC 7518 §3.4), a new one for each request and for each subscription. One that names a
 * request is good for it alone, and for no longer than its lifetime.
 *
 * <p>The key leaves this class only as a signature; {@code toString} and errors say the reference
 * at most. Thread-safe.
 */
final class TokenSigner {

  /** The longest lifetime that Coinbase takes. */
  static final long MAX_LIFETIME_SECONDS = 120;

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String ISSUER = "cdp";
  private static final int NONCE_BYTES = 16;

  /** A key with the name by which Coinbase knows it. */
  record NamedKey(String name, PrivateKey key) {

    @Override
    public String toString() {
      return "NamedKey(hidden)";
    }
  }

  private final Supplier<NamedKey> keys;
  private final long lifetimeSeconds;
  private final SecureRandom random = new SecureRandom();

  TokenSigner(Supplier<NamedKey> keys, long lifetimeSeconds) {
    this.keys = keys;
    this.lifetimeSeconds = Math.max(1, Math.min(MAX_LIFETIME_SECONDS, lifetimeSeconds));
  }

  /**
   * Signs with an account's key, whichever it has at the time.
   *
   * @throws IllegalStateException when it is missing or is no key; the message names the reference
   */
  static TokenSigner of(AccountOptions account, AccountSecrets secrets, long lifetimeSeconds) {
    return new TokenSigner(new AccountKey(account, secrets), lifetimeSeconds);
  }

  /**
   * A token for one request.
   *
   * @param uri method, a space, host and path without query
   * @param venueMicros the venue's clock, epoch microseconds UTC
   */
  String request(String uri, long venueMicros) {
    return token(uri, venueMicros);
  }

  /** A token for one subscription. */
  String subscription(long venueMicros) {
    return token("", venueMicros);
  }

  private String token(String uri, long venueMicros) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    NamedKey key = keys.get();
    ObjectNode header = Json.object();
    header.put("alg", "ES256").put("typ", "JWT").put("kid", key.name());
    header.put("nonce", HexFormat.of().formatHex(nonce));
    long now = Math.floorDiv(venueMicros, 1_000_000L);
    ObjectNode claims = Json.object();
    claims.put("sub", key.name()).put("iss", ISSUER);
    claims.put("nbf", now).put("exp", now + lifetimeSeconds);
    if (!uri.isEmpty()) {
      claims.put("uri", uri);
    }
    String signed = encode(header.toString()) + "." + encode(claims.toString());
    return signed + "." + BASE64.encodeToString(sign(key.key(), signed));
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An ES256 signature: r and s, 32 bytes each, as RFC 7518 wants them. */
  static byte[] sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 9 on has ECDSA in this form");
    }
  }

  @Override
  public String toString() {
    return "TokenSigner(hidden)";
  }
}
