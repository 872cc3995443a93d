package io.alphaflow.history.file;

import java.io.BufferedInputStream;
import java.io.IOException;

/** What a file is by its first bytes. */
final class Magic {

  private Magic() {}

  private static int firstBytes(BufferedInputStream in) throws IOException {
    in.mark(4);
    int value = in.read() << 24 | in.read() << 16 | in.read() << 8 | in.read();
    in.reset();
    return value;
  }

  static boolean isGzip(BufferedInputStream in) throws IOException {
    return firstBytes(in) >>> 16 == 0x1f8b;
  }

  /** A zip archive, also one without any part. */
  static boolean isZip(BufferedInputStream in) throws IOException {
    int first = firstBytes(in);
    return first == 0x504b0304 || first == 0x504b0506;
  }

  static boolean isParquet(BufferedInputStream in) throws IOException {
    return firstBytes(in) == 0x50415231;
  }
}
