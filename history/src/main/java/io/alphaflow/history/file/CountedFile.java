package io.alphaflow.history.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, counted as they are read. */
public final class CountedFile extends FilterInputStream {

  private long count;

  private CountedFile(Path file) throws IOException {
    super(Files.newInputStream(file));
  }

  /** Opens a file. */
  public static CountedFile open(Path file) throws IOException {
    return new CountedFile(file);
  }

  /** How many were read. */
  public long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count += read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    count += Math.max(read, 0);
    return read;
  }
}
