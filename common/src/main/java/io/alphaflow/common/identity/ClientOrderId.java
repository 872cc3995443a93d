package io.alphaflow.common.identity;

import java.math.BigInteger;

/** The client order id of a decision. */
public final class ClientOrderId {

  private static final String PREFIX = "af-";
  private static final int DIGITS = 26;

  private ClientOrderId() {}

  /**
   * {@code af-} and 26 base-36 digits of SHA-256 over desk, account and sequence: the same decision
   * always has the same id, other decisions have others. 29 characters of {@code [a-z0-9-]}.
   */
  public static String of(String desk, String account, long decisionSequence) {
    byte[] hash = Sha256.of(desk + "|" + account + "|" + decisionSequence);
    String digits = new BigInteger(1, hash).toString(36);
    return PREFIX
        + "0".repeat(Math.max(0, DIGITS - digits.length()))
        + digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
