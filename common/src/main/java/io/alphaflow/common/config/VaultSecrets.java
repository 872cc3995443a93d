package io.alphaflow.common.config;

import io.github.jopenlibs.vault.SslConfig;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Secrets of a HashiCorp Vault with the key/value engine, version 2. It is found with the variables
 * that Vault's own command line knows: {@code VAULT_ADDR}, {@code VAULT_TOKEN} or else the file
 * {@code VAULT_TOKEN_FILE} (what a Vault Agent writes; {@code ~/.vault-token} by default), {@code
 * VAULT_NAMESPACE} and {@code VAULT_CACERT}. The token is read anew each time, so that it can be
 * replaced.
 */
final class VaultSecrets {

  private static final int VERSION = 2;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int OK = 200;

  private final Map<String, String> environment;

  VaultSecrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The value of a key.
   *
   * @param path mount and path, for example {@code secret/alphaflow/binance}
   * @param key of the secret's data
   * @throws IllegalStateException when there is none, or Vault does not give it; the message has
   *     neither the token nor what Vault answered
   */
  String read(String path, String key) {
    String reference = "${vault:" + path + "#" + key + "}";
    try {
      LogicalResponse answer = Vault.create(config(), VERSION).logical().read(path);
      int status = answer.getRestResponse().getStatus();
      String value = answer.getData().get(key);
      if (status != OK || value == null) {
        throw new IllegalStateException(
            "Vault has no " + reference + " (status " + status + "); is the key in the secret?");
      }
      return value;
    } catch (VaultException e) {
      // Its message may quote the answer, its cause the request.
      throw new IllegalStateException(
          "Vault did not give "
              + reference
              + (e.getHttpStatusCode() == 0
                  ? ": no answer from " + environment.get("VAULT_ADDR")
                  : ": status " + e.getHttpStatusCode()));
    }
  }

  private VaultConfig config() throws VaultException {
    String address = environment.get("VAULT_ADDR");
    if (address == null) {
      throw new IllegalStateException(
          "a secret is in Vault, but VAULT_ADDR is not set; expected for example"
              + " https://vault.example.com:8200");
    }
    SslConfig ssl = new SslConfig();
    if (environment.containsKey("VAULT_CACERT")) {
      ssl = ssl.pemFile(new File(environment.get("VAULT_CACERT")));
    }
    VaultConfig config =
        new VaultConfig()
            .address(address)
            .token(token())
            .openTimeout(TIMEOUT_SECONDS)
            .readTimeout(TIMEOUT_SECONDS)
            .sslConfig(ssl.build());
    if (environment.containsKey("VAULT_NAMESPACE")) {
      config = config.nameSpace(environment.get("VAULT_NAMESPACE"));
    }
    return config.build();
  }

  private String token() {
    String token = environment.get("VAULT_TOKEN");
    if (token != null) {
      return token.trim();
    }
    Path file =
        Path.of(
            environment.getOrDefault(
                "VAULT_TOKEN_FILE", System.getProperty("user.home") + "/.vault-token"));
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new IllegalStateException(
          "a secret is in Vault, but there is neither VAULT_TOKEN nor the file " + file, e);
    }
  }
}
