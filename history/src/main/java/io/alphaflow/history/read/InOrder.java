package io.alphaflow.history.read;

import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.format.Rows;
import java.io.IOException;

/**
 * Lets records through in the order of their key and rejects those that are out of it. One record
 * is held back: when the next one lies before it but behind the last that was let through, the held
 * one is the stray, not all that follow it.
 *
 * @param <T> record type
 */
final class InOrder<T> {

  private final String file;
  private final Rows rows;
  private final boolean equalAllowed;
  private final Fault backwards;
  private final EntryReader.Receiver<? super T> next;
  private final Rejects rejects;

  private boolean any;
  private long last;
  private T held;
  private long heldKey;
  private long heldRow;

  /**
   * An order.
   *
   * @param equalAllowed whether several records have the same key
   * @param backwards what it is called when a key is below the one before
   */
  InOrder(
      String file,
      Rows rows,
      boolean equalAllowed,
      Fault backwards,
      EntryReader.Receiver<? super T> next,
      Rejects rejects) {
    this.file = file;
    this.rows = rows;
    this.equalAllowed = equalAllowed;
    this.backwards = backwards;
    this.next = next;
    this.rejects = rejects;
  }

  /** Takes the record of the present row. */
  void offer(T value, long key) throws IOException {
    if (held == null ? follows(key, any, last) : follows(key, true, heldKey)) {
      release();
    } else if (held != null && key < heldKey && follows(key, any, last)) {
      rejects.add(
          file, rows.keptLine(), Fault.OUT_OF_PLACE, Fault.OUT_OF_PLACE.meaning(), rows.keptRaw());
    } else {
      long before = held == null ? last : heldKey;
      boolean again = key == before || (any && key == last);
      Fault fault = again && !equalAllowed ? Fault.DUPLICATE : backwards;
      rejects.add(file, rows.line(), fault, fault.meaning(), rows.raw());
      return;
    }
    held = value;
    heldKey = key;
    heldRow = rows.row();
    rows.keep();
  }

  private boolean follows(long key, boolean after, long other) {
    return !after || (equalAllowed ? key >= other : key > other);
  }

  private void release() throws IOException {
    if (held != null) {
      next.accept(held, heldRow, rows.keptLine());
      last = heldKey;
      any = true;
      held = null;
    }
  }

  /** The file is at its end. */
  void finish() throws IOException {
    release();
  }
}
