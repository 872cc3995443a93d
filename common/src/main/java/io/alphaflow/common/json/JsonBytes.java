package io.alphaflow.common.json;

import io.alphaflow.common.money.Fixed8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes flat JSON into a growing array: what {@link JsonCodec} writes, several times faster. */
final class JsonBytes {

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] LONG_MIN = ascii(Long.toString(Long.MIN_VALUE));

  private byte[] bytes = new byte[512];
  private int length;

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

  private void digits(long positive) {
    int end = length + 1;
    for (long rest = positive; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = positive;
    for (int i = end - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
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
