package io.alphaflow.exchange.contract;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Accounts whose secrets are in files, as those of a desk are. */
final class SecretFiles {

  private SecretFiles() {}

  static AccountOptions account(
      Path folder, String name, String apiKey, AccountOptions.KeyType type, String secret)
      throws IOException {
    Path key = Files.writeString(folder.resolve(name + ".key"), apiKey);
    Path file = Files.writeString(folder.resolve(name + ".secret"), secret);
    return new AccountOptions(
        name, "USD", new Secret("${file:" + key + "}"), type, new Secret("${file:" + file + "}"));
  }
}
