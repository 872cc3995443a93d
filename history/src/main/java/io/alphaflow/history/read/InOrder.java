package io.alphaflow.history.read;

import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.format.Rows;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets records through in the order of their key and rejects those that are out of it.
 *
 * <p>A step back can mean that the record behind it is misplaced, or that those before it are: of
 * the two, the shorter part is rejected. To be able to choose, the last thousand records are held
 * back; what has gone through stands. So a misplaced block costs itself and not all that follows.
 *
 * @param <T> record type
 */
final class InOrder<T> {

  private static final int HELD = 1_024;

  /** A record with its line, kept for the report; used again and again. */
  private static final class Item<T> {
    private T value;
    private long key;
    private long row;
    private long line;
    private byte[] raw = new byte[256];
    private int rawLength;
  }

  private final String file;
  private final Rows rows;
  private final boolean equalAllowed;
  private final Fault backwards;
  private final EntryReader.Receiver<? super T> next;
  private final Rejects rejects;

  private final ArrayDeque<Item<T>> held = new ArrayDeque<>(HELD + 1);
  private final ArrayDeque<Item<T>> free = new ArrayDeque<>(HELD + 1);

  /** What may replace the last records of {@link #held}: it steps back behind them. */
  private final List<Item<T>> rival = new ArrayList<>();

  /** How many records the rival would replace. */
  private int disputed;

  private boolean released;
  private long releasedKey;

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
    Item<T> item = item(value, key);
    Item<T> last = held.peekLast();
    if (last == null ? !released || follows(key, releasedKey) : follows(key, last.key)) {
      settle();
      push(item);
    } else if (!rival.isEmpty()) {
      offerToRival(item);
    } else {
      stepBack(item);
    }
  }

  private Item<T> item(T value, long key) {
    Item<T> item = free.isEmpty() ? new Item<>() : free.pop();
    item.value = value;
    item.key = key;
    item.row = rows.row();
    item.line = rows.line();
    item.raw = rows.copyRaw(item.raw);
    item.rawLength = rows.rawLength();
    return item;
  }

  private boolean follows(long key, long other) {
    return equalAllowed ? key >= other : key > other;
  }

  private void push(Item<T> item) throws IOException {
    held.addLast(item);
    if (held.size() > HELD) {
      release();
    }
  }

  private void release() throws IOException {
    Item<T> item = held.removeFirst();
    releasedKey = item.key;
    released = true;
    next.accept(item.value, item.row, item.line);
    free.push(item);
  }

  private void reject(Item<T> item, Fault fault) throws IOException {
    rejects.add(file, item.line, fault, fault.meaning(), Rows.text(item.raw, item.rawLength));
    free.push(item);
  }

  private void stepBack(Item<T> item) throws IOException {
    if (released && !follows(item.key, releasedKey)) {
      reject(item, item.key == releasedKey ? Fault.DUPLICATE : backwards);
      return;
    }
    disputed = 0;
    for (Item<T> each : held) {
      if (each.key == item.key && !equalAllowed) {
        reject(item, Fault.DUPLICATE);
        return;
      }
      disputed += each.key > item.key ? 1 : 0;
    }
    rival.add(item);
  }

  private void offerToRival(Item<T> item) throws IOException {
    long last = rival.get(rival.size() - 1).key;
    if (!follows(item.key, last)) {
      reject(item, item.key == last ? Fault.DUPLICATE : backwards);
      return;
    }
    rival.add(item);
    if (rival.size() > disputed) {
      settle();
    }
  }

  /** Ends the dispute: the longer part stays, of equal ones the earlier. */
  private void settle() throws IOException {
    if (rival.isEmpty()) {
      return;
    }
    if (rival.size() > disputed) {
      List<Item<T>> misplaced = new ArrayList<>();
      for (int i = 0; i < disputed; i++) {
        misplaced.add(0, held.removeLast());
      }
      for (Item<T> item : misplaced) {
        reject(item, Fault.OUT_OF_PLACE);
      }
      for (Item<T> item : rival) {
        push(item);
      }
    } else {
      for (Item<T> item : rival) {
        reject(item, backwards);
      }
    }
    rival.clear();
    disputed = 0;
  }

  /** The file is at its end. */
  void finish() throws IOException {
    settle();
    while (!held.isEmpty()) {
      release();
    }
  }
}
