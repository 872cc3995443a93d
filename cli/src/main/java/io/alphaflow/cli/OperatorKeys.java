package io.alphaflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys of persons, as PEM files. */
public final class OperatorKeys {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private OperatorKeys() {}

  /**
   * Makes a key pair and writes the private key, readable by the owner only.
   *
   * @return the public key, Base64 of its X.509 form, as the configuration wants it
   */
  public static String create(Path privateKeyFile) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(pair.getPrivate().getEncoded());
      writePrivately(privateKeyFile, BEGIN + "\n" + body + "\n" + END + "\n");
      return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /** Writes a file that only its owner can read. */
  public static void writePrivately(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  /**
   * Reads a private key.
   *
   * @throws UserError when the file is not one
   */
  public static PrivateKey readPrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new UserError("there is no key file " + file + "; name yours with --key");
    }
    String pem = Files.readString(file).replace(BEGIN, "").replace(END, "");
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem);
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UserError(file + " is not an Ed25519 private key in PKCS#8 PEM form");
    }
  }
}
