package io.alphaflow.common.json;

import io.alphaflow.common.money.Fixed8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes flat JSON into a growing array: what {@link JsonCodec} writes, several times faster. */
final class JsonBytes {

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] LONG_MIN = ascii(Long.toString(Long.MIN_VALUE));

  private static final byte[] PAIRS = pairs();

  private byte[] bytes = new byte[512];
  private int length;

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  /** Text that is the same in each record, as {@link #add} takes it. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  JsonBytes add(byte[] part) {
    reserve(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
    return this;
  }

  /** A string in quotes. */
  JsonBytes string(String value) {
    int count = value.length();
    reserve(count + 2);
    int start = length;
    bytes[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        length = start;
        return add(JsonCodec.string(value));
      }
      bytes[length++] = (byte) c;
    }
    bytes[length++] = '"';
    return this;
  }

  JsonBytes number(long value) {
    if (value == Long.MIN_VALUE) {
      return add(LONG_MIN);
    }
    reserve(20);
    if (value < 0) {
      bytes[length++] = '-';
    }
    digits(Math.abs(value));
    return this;
  }

  /** Two digits a division, and the short division as soon as the number allows it. */
  private void digits(long positive) {
    int at = length + count(positive);
    length = at;
    long high = positive;
    while (high > Integer.MAX_VALUE) {
      int pair = (int) (high % 100) * 2;
      high /= 100;
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
    }
    int low = (int) high;
    while (low >= 100) {
      int pair = low % 100 * 2;
      low /= 100;
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
    }
    bytes[--at] = PAIRS[low * 2 + 1];
    if (low >= 10) {
      bytes[--at] = PAIRS[low * 2];
    }
  }

  private static int count(long positive) {
    long power = 10;
    for (int digits = 1; digits < 19; digits++) {
      if (positive < power) {
        return digits;
      }
      power *= 10;
    }
    return 19;
  }

  /** A decimal string in quotes, as {@link Fixed8#format} writes it. */
  JsonBytes decimal(long value) {
    if (value == Long.MIN_VALUE) {
      return string(Fixed8.format(value));
    }
    reserve(24);
    bytes[length++] = '"';
    if (value < 0) {
      bytes[length++] = '-';
    }
    long positive = Math.abs(value);
    digits(positive / Fixed8.ONE);
    int part = (int) (positive % Fixed8.ONE);
    if (part != 0) {
      bytes[length++] = '.';
      for (int i = length + Fixed8.SCALE - 1; i >= length; i--) {
        bytes[i] = (byte) ('0' + part % 10);
        part /= 10;
      }
      length += Fixed8.SCALE;
      while (bytes[length - 1] == '0') {
        length--;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  JsonBytes flag(boolean value) {
    return add(value ? TRUE : FALSE);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
