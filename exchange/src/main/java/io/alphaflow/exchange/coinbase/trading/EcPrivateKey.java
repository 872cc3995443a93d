package io.alphaflow.exchange.coinbase.trading;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads a P-256 private key in PEM: PKCS#8 ({@code BEGIN PRIVATE KEY}), or SEC 1 ({@code BEGIN EC
 * PRIVATE KEY}, RFC 5915), which Coinbase issues and the JDK does not read: it becomes PKCS#8 by
 * wrapping. Line ends may be written {@code \n}, as environment variables often have them.
 */
final class EcPrivateKey {

  private static final int P256_BITS = 256;

  /** Version 0, and the algorithm: id-ecPublicKey (1.2.840.10045.2.1) on prime256v1. */
  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("020100301306072a8648ce3d020106082a8648ce3d030107");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private EcPrivateKey() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is none; the message says nothing of the text
   */
  static ECPrivateKey parse(String pem) {
    String base64 = pem.replace("\\n", "\n").replaceAll("-----[A-Z0-9 ]+-----", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      byte[] pkcs8 = pem.contains("BEGIN EC PRIVATE KEY") ? wrap(der) : der;
      ECPrivateKey key =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key.getParams().getOrder().bitLength() != P256_BITS) {
        throw new IllegalArgumentException("not a key of the curve P-256");
      }
      return key;
    } catch (GeneralSecurityException | ClassCastException e) {
      // The cause is not passed on: a decoder's message may quote the key.
      throw new IllegalArgumentException("not an EC private key");
    }
  }

  private static byte[] wrap(byte[] sec1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(PKCS8_HEAD);
    content.writeBytes(element(OCTET_STRING, sec1));
    return element(SEQUENCE, content.toByteArray());
  }

  /**
   * An element of DER, whose length is one byte, or two or three with the first saying how many.
   */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
