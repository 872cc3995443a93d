package io.alphaflow.archive.audit;

import io.alphaflow.archive.audit.Fault.Kind;
import io.alphaflow.common.model.AuditHead;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goes along one chain, row by row in the order of offsets, and finds the first that is not right.
 *
 * <p>A row is judged when the next one has come: what follows tells a row that was inserted from
 * one that was altered. Nothing but the last rows is kept.
 */
final class ChainCheck {

  /** So many rows that were inserted together are still told from rows that were altered. */
  private static final int RECENT = 1_000;

  private final Chain chain;
  private final Heads heads;
  private final EvidenceReader reader = new EvidenceReader();

  /** A row that was right. */
  private record Link(long position, long offset, String what) {}

  /** By their hashes the last rows that are right, the oldest first. */
  private final Map<String, Link> recent = new LinkedHashMap<>();

  private long position;
  private byte[] hash;
  private StoredRow last;
  private StoredRow suspect;
  private Fault suspicion;
  private Fault fault;
  private Fault headFault;
  private long headAt;

  /**
   * A check that begins behind a row.
   *
   * @param position of that row; 0 to begin with the first
   * @param hash of that row
   */
  ChainCheck(Chain chain, Heads heads, long position, byte[] hash) {
    this.chain = chain;
    this.heads = heads;
    this.position = position;
    this.headAt = position;
    this.hash = hash;
    remember();
  }

  private void remember() {
    recent.put(
        HexFormat.of().formatHex(hash),
        last == null ? new Link(position, -1, "") : new Link(position, last.offset(), last.what()));
    if (recent.size() > RECENT) {
      Iterator<String> oldest = recent.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * The next row.
   *
   * @return whether it is right by itself
   */
  boolean accept(StoredRow row) {
    Optional<String> problem = row.problem(reader);
    if (fault == null) {
      judge(row, problem);
    }
    return problem.isEmpty();
  }

  private void judge(StoredRow row, Optional<String> problem) {
    boolean follows = follows(row);
    if (headFault != null) {
      boolean onlyOne = !follows && row.position() == position + 1;
      fault = onlyOne ? broken(row) : headFault;
    } else if (suspect != null) {
      fault = follows && problem.isEmpty() ? inserted(suspect) : suspicion;
    } else if (problem.isPresent()) {
      // A place in the chain that another row has cannot be the place of this one.
      Kind kind = row.position() <= position ? Kind.INSERTED : Kind.ALTERED;
      suspect(row, Fault.of(kind, chain, row.position(), problem.get()));
    } else if (!follows) {
      suspect(row, broken(row));
    } else {
      take(row);
    }
  }

  private boolean follows(StoredRow row) {
    return row.position() == position + 1 && Arrays.equals(row.previousHash(), hash);
  }

  private void suspect(StoredRow row, Fault meaning) {
    suspect = row;
    suspicion = meaning;
  }

  private void take(StoredRow row) {
    position = row.position();
    hash = row.hash();
    last = row;
    remember();
    Optional<AuditHead> head = heads.at(chain, position);
    if (head.isEmpty()) {
      return;
    }
    if (head.get().hash().equals(row.hashText())) {
      headAt = position;
    } else {
      headFault =
          Fault.of(
              Kind.REWRITTEN,
              chain,
              headAt + 1,
              ("from one of the rows %d to %d on the chain was written anew: outside of the database"
                      + " the hash of row %d was told as %s, the row carries %s")
                  .formatted(headAt + 1, position, position, head.get().hash(), row.hashText()));
    }
  }

  /** What it means that a row, right by itself, does not follow the last one. */
  private Fault broken(StoredRow row) {
    Link branch = recent.get(HexFormat.of().formatHex(row.previousHash()));
    if (branch != null && branch.position() + 1 == row.position() && row.position() <= position) {
      return row.position() == 1 ? restarted(row) : branched(row, branch);
    }
    if (row.position() > position + 1) {
      return missing(row);
    }
    if (row.position() == position + 1 && last != null) {
      return Fault.of(
          Kind.ALTERED,
          chain,
          position,
          "%s at offset %d: it carries the hash %s, the row behind it says that it was %s"
              .formatted(last.what(), last.offset(), last.hashText(), previous(row)));
    }
    if (row.position() == 1 && position > 0 && Arrays.equals(row.previousHash(), new byte[32])) {
      return restarted(row);
    }
    return Fault.of(
        Kind.INSERTED,
        chain,
        row.position(),
        "%s at offset %d: row %d is expected here; it says that the hash before it is %s, which is %s"
            .formatted(
                row.what(),
                row.offset(),
                position + 1,
                previous(row),
                HexFormat.of().formatHex(hash)));
  }

  private static String previous(StoredRow row) {
    return HexFormat.of().formatHex(row.previousHash());
  }

  private Fault restarted(StoredRow row) {
    return Fault.of(
        Kind.RESTARTED,
        chain,
        position,
        ("behind it the chain begins anew with %s at offset %d: the archive was started without its"
                + " state, or rows were inserted")
            .formatted(row.what(), row.offset()));
  }

  /** Several rows follow the same one: those that the chain does not go on from were inserted. */
  private Fault branched(StoredRow row, Link branch) {
    Link first =
        recent.values().stream()
            .filter(link -> link.position() == branch.position() + 1)
            .findFirst()
            .orElseThrow();
    return Fault.of(
        Kind.INSERTED,
        chain,
        first.position(),
        "%s at offset %d: it does not belong there, %s at offset %d follows row %d"
            .formatted(first.what(), first.offset(), row.what(), row.offset(), branch.position()));
  }

  private Fault missing(StoredRow row) {
    String gone =
        row.position() == position + 2
            ? "it is missing"
            : "it and all up to row %d are missing".formatted(row.position() - 1);
    String before = position == 0 ? "the first that is there is" : "behind row " + position + " is";
    return Fault.of(
        Kind.MISSING,
        chain,
        position + 1,
        "%s: %s row %d, %s at offset %d"
            .formatted(gone, before, row.position(), row.what(), row.offset()));
  }

  private Fault inserted(StoredRow row) {
    return Fault.of(
        Kind.INSERTED,
        chain,
        row.position(),
        "%s at offset %d: it does not belong there, the row behind it follows row %d"
            .formatted(row.what(), row.offset(), position));
  }

  /**
   * There are no more rows.
   *
   * @param toEnd whether the chain was read up to its end
   */
  Optional<Fault> finish(boolean toEnd) {
    if (fault == null) {
      fault = headFault == null ? suspicion : headFault;
    }
    if (fault == null && toEnd) {
      heads
          .after(chain, position)
          .ifPresent(
              head ->
                  fault =
                      Fault.of(
                          Kind.MISSING,
                          chain,
                          position + 1,
                          ("it is missing: the chain ends with row %d, outside of the database"
                                  + " row %d was told (offset %d, hash %s)")
                              .formatted(position, head.position(), head.offset(), head.hash())));
    }
    return Optional.ofNullable(fault);
  }

  /** The last row that is right. */
  Optional<StoredRow> last() {
    return Optional.ofNullable(last);
  }

  /** Up to where heads were compared. */
  long headAt() {
    return headAt;
  }
}
