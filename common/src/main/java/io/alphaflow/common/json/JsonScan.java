package io.alphaflow.common.json;

import io.alphaflow.common.money.Fixed8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads flat JSON that stands exactly as {@link JsonBytes} writes it. Whatever differs, however
 * valid, makes {@link #isExact} false and is left to the general reader: this one never judges.
 */
final class JsonScan {

  private static final int MOST_DIGITS = 18;

  private final byte[] bytes;
  private final Names names;
  private int at;
  private boolean exact = true;

  JsonScan(byte[] bytes, Names names) {
    this.bytes = bytes;
    this.names = names;
  }

  /** Whether everything so far stood as expected. */
  boolean isExact() {
    return exact;
  }

  /** Whether everything stood as expected and nothing follows. */
  boolean isExactToEnd() {
    return exact && at == bytes.length;
  }

  /** Whether this text comes next; it is passed over then. */
  boolean next(byte[] text) {
    if (bytes.length - at < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    at += text.length;
    return true;
  }

  /** This text must come next. */
  JsonScan expect(byte[] text) {
    exact = exact && next(text);
    return this;
  }

  /** A string of printable ASCII without escapes. */
  String string() {
    if (!quote()) {
      return null;
    }
    int start = at;
    while (at < bytes.length && bytes[at] != '"') {
      if (bytes[at] < ' ' || bytes[at] == '\\' || bytes[at] == 127) {
        exact = false;
        return null;
      }
      at++;
    }
    String value = names.of(bytes, start, at);
    quote();
    return value;
  }

  long number() {
    boolean negative = at < bytes.length && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int start = at;
    long value = digits();
    boolean padded = at - start > 1 && bytes[start] == '0';
    if (at == start || at - start > MOST_DIGITS || padded) {
      exact = false;
    }
    return negative ? -value : value;
  }

  /** A decimal string in quotes, units of 1e-8. */
  long decimal() {
    if (!quote()) {
      return 0;
    }
    boolean negative = at < bytes.length && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int start = at;
    long value = digits();
    int whole = at - start;
    int decimals = 0;
    if (at < bytes.length && bytes[at] == '.') {
      at++;
      int point = at;
      for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && decimals < 9; at++) {
        value = value * 10 + bytes[at] - '0';
        decimals = at - point + 1;
      }
    }
    if (whole == 0 || whole > MOST_DIGITS - Fixed8.SCALE || decimals > Fixed8.SCALE) {
      exact = false;
    }
    for (; decimals < Fixed8.SCALE; decimals++) {
      value *= 10;
    }
    quote();
    return negative ? -value : value;
  }

  private long digits() {
    long value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + bytes[at] - '0';
      at++;
    }
    return value;
  }

  boolean flag() {
    if (at < bytes.length && bytes[at] == 't') {
      expect(TRUE);
      return true;
    }
    expect(FALSE);
    return false;
  }

  private static final byte[] TRUE = JsonBytes.ascii("true");
  private static final byte[] FALSE = JsonBytes.ascii("false");

  private boolean quote() {
    exact = exact && at < bytes.length && bytes[at] == '"';
    at++;
    return exact;
  }

  /** Strings that come again and again, so that each is made once. Racing threads lose nothing. */
  static final class Names {
    private static final int SLOTS = 4_096;

    private record Name(byte[] bytes, String text) {}

    private final Name[] slots = new Name[SLOTS];

    String of(byte[] bytes, int from, int to) {
      int hash = 1;
      for (int i = from; i < to; i++) {
        hash = 31 * hash + bytes[i];
      }
      int slot = (hash ^ hash >>> 16) & SLOTS - 1;
      Name known = slots[slot];
      if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
        return known.text;
      }
      String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      slots[slot] = new Name(Arrays.copyOfRange(bytes, from, to), text);
      return text;
    }
  }
}
