package io.alphaflow.cli;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.identity.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys of persons, as PEM files. */
public final class OperatorKeys {

  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private OperatorKeys() {}

  /**
   * Makes a key pair and writes the private key, readable by the owner only; a key that was there
   * is replaced.
   *
   * @return the public key, Base64 of its X.509 form, as the configuration wants it
   */
  public static String create(Path privateKeyFile) throws IOException {
    Files.deleteIfExists(privateKeyFile);
    return createNew(privateKeyFile);
  }

  /**
   * Makes a key pair and writes the private key, readable by the owner only.
   *
   * @return the public key, Base64 of its X.509 form, as the configuration wants it
   * @throws UserError when the file exists: what a lost key signed can be signed by no other
   */
  public static String createNew(Path privateKeyFile) throws IOException {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    try {
      writeNew(privateKeyFile, BEGIN + "\n" + body + "\n" + END + "\n");
    } catch (FileAlreadyExistsException e) {
      throw new UserError(
          "there is a key in %s already, and it stays: name another file with --out"
              .formatted(privateKeyFile));
    }
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  /** Writes a file that only its owner can read, in place of one that was there. */
  public static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    writeNew(file, text);
  }

  private static void writeNew(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
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
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UserError(file + " is not an Ed25519 private key in PKCS#8 PEM form");
    }
  }

  /** Whether a private key is the other half of a public one, as the configuration has it. */
  public static boolean isPairOf(PrivateKey key, String publicKey) {
    try {
      byte[] text = "alphaflow-key-check".getBytes(StandardCharsets.UTF_8);
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(text);
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(CommandSignature.publicKey(publicKey));
      verifier.update(text);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The first 16 hexadecimal digits of the SHA-256 of a public key's X.509 form. */
  public static String fingerprint(String publicKey) {
    return Sha256.hex(Base64.getDecoder().decode(publicKey)).substring(0, 16);
  }
}
