package io.alphaflow.history.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How many bytes of a file, compressed as they are, were read. Used by one thread. */
public final class ReadCount {

  private double bytes;

  /** The bytes so far; of a part of an archive they are estimated from its text. */
  public long bytes() {
    return (long) bytes;
  }

  /** So many more were read. */
  public void add(long more) {
    bytes += more;
  }

  /**
   * A stream whose bytes are counted.
   *
   * @param weight bytes of the file for each byte of the stream
   */
  InputStream of(InputStream in, double weight) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        bytes += read < 0 ? 0 : weight;
        return read;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        bytes += Math.max(read, 0) * weight;
        return read;
      }
    };
  }
}
