package io.alphaflow.common.capture;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a raw capture from beginning to end. Constant memory. */
public final class CaptureReader implements AutoCloseable {

  private static final int GZIP_MAGIC = 0x1f8b;

  private final Path file;
  private final BufferedReader in;
  private long line;

  private CaptureReader(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a capture, plain or compressed with gzip, whatever its name.
   *
   * @throws IOException when it cannot be read
   */
  public static CaptureReader open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean compressed = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
      raw.reset();
      InputStream plain = compressed ? new Unpacked(raw) : raw;
      return new CaptureReader(
          file, new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * The next message, null at the end.
   *
   * @throws IOException when the file is damaged; the message says in which line and what was
   *     expected
   */
  public CaptureLine next() throws IOException {
    String text;
    try {
      text = in.readLine();
    } catch (EOFException | ZipException e) {
      throw new IOException(file + " is cut off or damaged after line " + line, e);
    }
    if (text == null) {
      return null;
    }
    line++;
    int blank = text.indexOf(' ');
    try {
      return new CaptureLine(
          Long.parseLong(text, 0, Math.max(blank, 0), 10), text.substring(blank + 1));
    } catch (NumberFormatException e) {
      throw new IOException(
          "%s, line %d: expected a receive time in nanoseconds, a blank and a message, found \"%s\""
              .formatted(file, line, text.substring(0, Math.min(text.length(), 80))),
          e);
    }
  }

  /** Number of the line that was read last, counted from 1. */
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Says that no more is there at once: a reader that believes there is goes on until its buffer is
   * full, and when it meets a damaged place loses the good lines before it.
   */
  private static final class Unpacked extends GZIPInputStream {
    Unpacked(InputStream in) throws IOException {
      super(in, 1 << 16);
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
