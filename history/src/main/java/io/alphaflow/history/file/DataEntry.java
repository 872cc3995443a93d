package io.alphaflow.history.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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
   * @param raw the file's bytes, for who counts them
   * @throws IOException when it cannot be opened
   */
  public InputStream open(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    if (!name.isEmpty()) {
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return zip;
        }
      }
      throw new IOException("the archive has no " + name);
    }
    return Magic.isGzip(in) ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** Opens the text. */
  public InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return open(raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
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
