package io.alphaflow.common.capture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Writes a raw capture, compressed with gzip. */
public final class CaptureWriter implements AutoCloseable {

  private final GZIPOutputStream compressed;
  private final Writer out;

  private CaptureWriter(GZIPOutputStream compressed) {
    this.compressed = compressed;
    this.out =
        new BufferedWriter(new OutputStreamWriter(compressed, StandardCharsets.UTF_8), 1 << 16);
  }

  /**
   * Begins a capture.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the file is there: nothing is overwritten
   * @throws IOException when it cannot be written
   */
  public static CaptureWriter create(Path file) throws IOException {
    return new CaptureWriter(
        new GZIPOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            1 << 16,
            true));
  }

  /** Adds a message; line breaks in it, which JSON only has between values, become blanks. */
  public void add(CaptureLine line) throws IOException {
    out.write(Long.toString(line.receivedNanos()));
    out.write(' ');
    out.write(line.text().replace('\n', ' ').replace('\r', ' '));
    out.write('\n');
  }

  /** Writes out what was added, so that a crash later loses nothing of it. */
  public void flush() throws IOException {
    out.flush();
    compressed.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
