package io.alphaflow.simulator.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the venue knows about a customer's key, enough to check a signature. */
public sealed interface SigningKey {

  /** Whether the signature, in the key's own text form, is this payload's. Never throws. */
  boolean verifies(String payload, String signature);

  /** A shared secret; signatures are hex, in either case. */
  static SigningKey hmac(String secret) {
    return new Hmac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }

  /** A public key; signatures are base64. */
  static SigningKey ed25519(PublicKey publicKey) {
    if (!publicKey.getAlgorithm().equals("EdDSA") && !publicKey.getAlgorithm().equals("Ed25519")) {
      throw new IllegalArgumentException(
          "expected an Ed25519 public key, got " + publicKey.getAlgorithm());
    }
    return new Ed25519(publicKey);
  }

  /** HMAC-SHA256. */
  final class Hmac implements SigningKey {

    private final SecretKeySpec secret;

    private Hmac(SecretKeySpec secret) {
      this.secret = secret;
    }

    @Override
    public boolean verifies(String payload, String signature) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        byte[] expected = mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
        byte[] given = HexFormat.of().parseHex(signature.toLowerCase(Locale.ROOT));
        return MessageDigest.isEqual(expected, given);
      } catch (IllegalArgumentException notHex) {
        return false;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HmacSHA256 is missing from this JDK", e);
      }
    }

    @Override
    public String toString() {
      return "HMAC secret";
    }
  }

  /** Ed25519. */
  final class Ed25519 implements SigningKey {

    private final PublicKey key;

    private Ed25519(PublicKey key) {
      this.key = key;
    }

    @Override
    public boolean verifies(String payload, String signature) {
      try {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(payload.getBytes(StandardCharsets.UTF_8));
        return check.verify(Base64.getDecoder().decode(signature));
      } catch (IllegalArgumentException | GeneralSecurityException notASignature) {
        return false;
      }
    }

    @Override
    public String toString() {
      return "Ed25519 public key";
    }
  }
}
