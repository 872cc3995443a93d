package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, and its key, made by the JDK's own tool.
 *
 * @param folder where its files are
 * @param name of the files
 */
public record Certificate(Path folder, String name) {

  /** Of the key store. */
  public static final String PASSWORD = "key-store-password";

  private static final String ALIAS = "own";

  /**
   * Makes one.
   *
   * @param host names and addresses that it is good for, as keytool wants them
   */
  public static Certificate make(Path folder, String name, String host) throws Exception {
    Certificate certificate = new Certificate(folder, name);
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=" + host,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    certificate.store().toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate.store())) {
      store.load(in, PASSWORD.toCharArray());
    }
    write(certificate.pem(), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    write(
        certificate.key(), "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    Files.setPosixFilePermissions(certificate.key(), PosixFilePermissions.fromString("rw-------"));
    return certificate;
  }

  private static void write(Path file, String kind, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  /** Key and certificate, PKCS12. */
  public Path store() {
    return folder.resolve(name + ".p12");
  }

  /** The certificate, PEM. */
  public Path pem() {
    return folder.resolve(name + ".crt");
  }

  /** The key, PEM. */
  public Path key() {
    return folder.resolve(name + ".key");
  }
}
