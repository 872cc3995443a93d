package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the databases in one data folder: made up once, kept in a file beside them. */
final class DatabasePassword {
  private static final int BYTES = 24;

  private DatabasePassword() {}

  static String of(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      // A temp file is readable by its owner only; moved, so that half of one is never read.
      Path written = Files.createTempFile(dataFolder, "password", ".new");
      Files.writeString(written, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
