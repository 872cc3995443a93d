package io.alphaflow.common.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The orders that ended last, the oldest first.
 *
 * <p>There are so many that they are most of a gate's state, and a checkpoint holds everything up
 * while it is written. So what is written is kept ready: of each order the length of its id, the id
 * in UTF-8, the sequence of its last report and its decision, all numbers with seven bits in each
 * byte, the lowest first.
 */
final class EndedOrders {

  /**
   * How an order ended.
   *
   * @param sequence of its last report
   * @param decision that approved it
   */
  record End(long sequence, long decision) {}

  private static final int MORE = 0x80;
  private static final int LONGEST_NUMBER = 10;

  private final Map<String, End> byId = new LinkedHashMap<>();
  private byte[] packed;
  private int from;
  private int to;

  /** None. */
  EndedOrders() {
    this(new byte[0]);
  }

  /** Those of {@link #pack}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  EndedOrders(byte[] packed) {
    this.packed = packed;
    while (to < packed.length) {
      int length = (int) readNumber();
      String order = new String(packed, to, length, StandardCharsets.UTF_8);
      to += length;
      byId.put(order, new End(readNumber(), readNumber()));
    }
  }

  /** As it is written. */
  @JsonValue
  byte[] pack() {
    return Arrays.copyOfRange(packed, from, to);
  }

  private long readNumber() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = packed[to++];
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  private void writeNumber(long number) {
    long rest = number;
    while ((rest & -MORE) != 0) {
      packed[to++] = (byte) (rest | MORE);
      rest >>>= 7;
    }
    packed[to++] = (byte) rest;
  }

  /** How an order ended; null when it is not known to have ended. */
  End get(String order) {
    return byId.get(order);
  }

  /** An order has ended that had not. */
  void add(String order, End end) {
    byId.put(order, end);
    byte[] id = order.getBytes(StandardCharsets.UTF_8);
    makeRoom(id.length + 3 * LONGEST_NUMBER);
    writeNumber(id.length);
    System.arraycopy(id, 0, packed, to, id.length);
    to += id.length;
    writeNumber(end.sequence);
    writeNumber(end.decision);
  }

  private void makeRoom(int bytes) {
    if (to + bytes > packed.length) {
      byte[] old = packed;
      packed = new byte[2 * (to - from) + bytes];
      System.arraycopy(old, from, packed, 0, to - from);
      to -= from;
      from = 0;
    }
  }

  /** How many there are. */
  int size() {
    return byId.size();
  }

  /** Forgets the oldest. */
  End removeOldest() {
    Iterator<Map.Entry<String, End>> orders = byId.entrySet().iterator();
    Map.Entry<String, End> oldest = orders.next();
    orders.remove();
    int length = oldest.getKey().getBytes(StandardCharsets.UTF_8).length;
    End end = oldest.getValue();
    from += size(length) + length + size(end.sequence) + size(end.decision);
    return end;
  }

  private static int size(long number) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
  }
}
