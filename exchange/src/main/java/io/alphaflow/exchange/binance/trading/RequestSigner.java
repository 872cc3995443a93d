package io.alphaflow.exchange.binance.trading;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with an account's key. The key leaves this class only as a signature; {@code
 * toString} and errors say the reference at most. Thread-safe.
 */
abstract class RequestSigner {

  /** The signature of a payload: hex for HMAC, Base64 for Ed25519; not yet percent-encoded. */
  abstract String sign(String payload);

  /**
   * Signs with the account's secret.
   *
   * @param secret its value
   * @throws IllegalStateException when it is no key of the configured kind
   */
  static RequestSigner of(AccountOptions account, String secret) {
    return switch (account.keyType()) {
      case HMAC -> hmac(secret);
      case ED25519 -> ed25519(account.secret(), secret);
    };
  }

  static RequestSigner hmac(String secret) {
    return new Hmac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }

  private static RequestSigner ed25519(Secret secret, String pem) {
    try {
      return ed25519(pem);
    } catch (IllegalArgumentException e) {
      // The cause is not passed on: a decoder's message may quote the key.
      throw new IllegalStateException(
          "the secret "
              + secret.reference()
              + " is not an Ed25519 private key; expected PKCS#8 PEM (BEGIN PRIVATE KEY)");
    }
  }

  static RequestSigner ed25519(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\\\n|\\s", "");
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      return new Ed25519(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key");
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(hidden)";
  }

  private static final class Hmac extends RequestSigner {
    private final SecretKeySpec key;

    Hmac(SecretKeySpec key) {
      this.key = key;
    }

    @Override
    String sign(String payload) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA256");
      }
    }
  }

  private static final class Ed25519 extends RequestSigner {
    private final PrivateKey key;

    Ed25519(PrivateKey key) {
      this.key = key;
    }

    @Override
    String sign(String payload) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(payload.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK from 15 on has Ed25519");
      }
    }
  }
}
