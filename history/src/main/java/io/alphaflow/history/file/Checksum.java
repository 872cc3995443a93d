package io.alphaflow.history.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** SHA-256 of files, and what a checksum file beside them says. */
public final class Checksum {

  private static final int BUFFER = 1 << 18;

  private Checksum() {}

  /** The SHA-256 of a file's bytes, hexadecimal. */
  public static String of(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What {@code <file>.CHECKSUM} says, as Binance's archive has it; empty when there is none. */
  public static Optional<String> stated(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".CHECKSUM");
    if (!Files.isRegularFile(beside)) {
      return Optional.empty();
    }
    String first = Files.readString(beside).strip().split("\\s+")[0];
    return first.matches("[0-9a-fA-F]{64}")
        ? Optional.of(first.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
