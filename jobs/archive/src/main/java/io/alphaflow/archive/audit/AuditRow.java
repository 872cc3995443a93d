package io.alphaflow.archive.audit;

import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.model.AuditHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A row of an audit chain.
 *
 * @param evidence what it is about
 * @param position in the chain, counted from 1
 * @param previousHash of the row before; 32 bytes 0 for the first
 * @param hash of this row, see {@link #hash(Evidence, long, byte[])}
 */
public record AuditRow(Evidence evidence, long position, byte[] previousHash, byte[] hash) {

  /** What the first row of a chain has before it. */
  static byte[] genesis() {
    return new byte[32];
  }

  /** The row with the hash that it must have. */
  static AuditRow of(Evidence evidence, long position, byte[] previousHash) {
    return new AuditRow(evidence, position, previousHash, hash(evidence, position, previousHash));
  }

  /**
   * SHA-256 over the previous hash, SHA-256 of the record's bytes, and the place: log, partition,
   * offset, position and account in UTF-8, with a line feed between them. So any database that has
   * SHA-256 can check it, see docs/audit.md. Time, kind and identity stand in the record.
   */
  static byte[] hash(Evidence evidence, long position, byte[] previousHash) {
    String place =
        String.join(
            "\n",
            evidence.log(),
            Integer.toString(evidence.partition()),
            Long.toString(evidence.offset()),
            Long.toString(position),
            evidence.account());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(previousHash);
    content.writeBytes(Sha256.of(evidence.content()));
    content.writeBytes(place.getBytes(StandardCharsets.UTF_8));
    return Sha256.of(content.toByteArray());
  }

  /** What is told of it outside of the database. */
  public AuditHead head() {
    return new AuditHead(
        evidence.account(),
        evidence.log(),
        evidence.partition(),
        evidence.offset(),
        position,
        evidence.time(),
        HexFormat.of().formatHex(hash));
  }
}
