package io.alphaflow.cli.exchange;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.Secret;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.protocol.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * An API key of the exchange, as a person writes it: {@code ID:SECRET}. Each may be a reference
 * ({@code ${env:NAME}}, {@code ${file:PATH}}), so that it is not among the arguments of a process,
 * which everybody on a machine can read; {@code ID:@FILE} is an Ed25519 public key in a PEM file.
 * The secret is in no message and no text of this.
 */
final class ExchangeKey {

  private final String id;
  private final SigningKey key;

  private ExchangeKey(String id, SigningKey key) {
    this.id = id;
    this.key = key;
  }

  static ExchangeKey parse(String text) {
    int colon = text.indexOf(':', text.startsWith("${") ? Math.max(0, text.indexOf('}')) : 0);
    if (colon <= 0 || colon == text.length() - 1) {
      throw new UserError("--key: expected ID:SECRET, ID:${env:NAME}, ID:${file:PATH} or ID:@PEM");
    }
    String id = resolved(text.substring(0, colon));
    String secret = text.substring(colon + 1);
    if (secret.startsWith("@")) {
      return new ExchangeKey(id, SigningKey.ed25519(publicKey(Path.of(secret.substring(1)))));
    }
    return new ExchangeKey(id, SigningKey.hmac(resolved(secret)));
  }

  private static String resolved(String text) {
    if (!text.startsWith("${")) {
      return text;
    }
    try {
      return new Secret(text).resolve();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UserError("--key: " + e.getMessage());
    }
  }

  private static PublicKey publicKey(Path file) {
    try {
      String text = Files.readString(file).replaceAll("-----[^-]+-----|\\s", "");
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (IOException e) {
      throw new UserError("--key: " + file + " cannot be read");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UserError("--key: " + file + " is not an Ed25519 public key in PEM");
    }
  }

  String id() {
    return id;
  }

  /** Its account, named like the key, with these opening balances. */
  SimAccount account(Map<String, Long> balances) {
    return new SimAccount(id, id, key, balances, Map.of());
  }
}
