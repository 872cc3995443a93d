package io.alphaflow.common.command;

import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.StrategyChange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 signatures (RFC 8032) of what persons order. */
public final class CommandSignature {

  private static final String ALGORITHM = "Ed25519";

  private CommandSignature() {}

  /** The same command with its signature. */
  public static OperatorCommand sign(OperatorCommand command, PrivateKey key) {
    return command.signed(sign(command.signedText(), key));
  }

  /** The same command with the second person's signature. */
  public static OperatorCommand countersign(OperatorCommand command, PrivateKey key) {
    return command.countersigned(sign(command.signedText(), key));
  }

  /** The same change with its signature. */
  public static StrategyChange sign(StrategyChange change, PrivateKey key) {
    return change.signed(sign(change.signedText(), key));
  }

  private static String sign(String text, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot sign with this key: " + e.getMessage(), e);
    }
  }

  /** Whether the signature is the person's. Anything malformed is simply not valid. */
  public static boolean verify(OperatorCommand command, PublicKey key) {
    return verify(command.signedText(), command.signature(), key);
  }

  /** Whether the second signature is the approver's. */
  public static boolean verifyApproval(OperatorCommand command, PublicKey key) {
    return verify(command.signedText(), command.approverSignature(), key);
  }

  /** Whether the signature is the person's. Anything malformed is simply not valid. */
  public static boolean verify(StrategyChange change, PublicKey key) {
    return verify(change.signedText(), change.signature(), key);
  }

  private static boolean verify(String text, String signature, PublicKey key) {
    if (signature == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a public key: Base64 of its X.509 (SPKI) form.
   *
   * @throws IllegalArgumentException when it is not an Ed25519 key
   */
  public static PublicKey publicKey(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not an Ed25519 public key (Base64 of its X.509 form): " + e.getMessage(), e);
    }
  }
}
