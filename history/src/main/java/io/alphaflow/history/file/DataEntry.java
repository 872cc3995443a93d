package io.alphaflow.history.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * One text: a file, plain or gzip, or a part of a zip archive.
 *
 * @param file the file
 * @param name the part's name in the archive, empty when the file is none
 */
public record DataEntry(Path file, String name) {

  private static final int BUFFER = 1 << 16;

  /** How to call it in messages: {@code file} or {@code file!name}. */
  public String label() {
    return name.isEmpty() ? file.toString() : file + "!" + name;
  }

  /** The name that tells what is in it: the part's or the file's. */
  public String fileName() {
    return name.isEmpty() ? file.getFileName().toString() : name;
  }

  /**
   * Opens the text.
   *
   * @param count counts what is read of the file
   * @throws IOException when it cannot be opened
   */
  public InputStream open(ReadCount count) throws IOException {
    if (!name.isEmpty()) {
      ZipPart part = ZipPart.open(file, name);
      return count.of(part, part.ratio());
    }
    InputStream raw = Files.newInputStream(file);
    try {
      BufferedInputStream in = new BufferedInputStream(count.of(raw, 1), BUFFER);
      return Magic.isGzip(in) ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Whether it is a table of columns, in Parquet, and no text. */
  public boolean isParquet() throws IOException {
    if (!name.isEmpty()) {
      return false;
    }
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Magic.isParquet(in);
    }
  }

  /** Opens the text. */
  public InputStream open() throws IOException {
    return open(new ReadCount());
  }

  /** The first whole lines, up to so many bytes; all when the text is shorter. */
  public byte[] head(int most) throws IOException {
    try (InputStream in = open()) {
      byte[] head = new byte[most];
      int length;
      try {
        length = in.readNBytes(head, 0, most);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      int end = length;
      while (length == most && end > 0 && head[end - 1] != '\n') {
        end--;
      }
      return Arrays.copyOf(head, end == 0 ? length : end);
    }
  }
}
