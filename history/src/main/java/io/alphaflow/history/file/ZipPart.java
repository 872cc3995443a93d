package io.alphaflow.history.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The text of a part of a zip archive. Its checksum is compared at the end, which {@link ZipFile}
 * does not do; {@link java.util.zip.ZipInputStream} does, but reads by 512 bytes, at half the
 * speed.
 */
final class ZipPart extends FilterInputStream {

  private final ZipFile archive;
  private final ZipEntry entry;
  private final CRC32 checksum;

  private ZipPart(ZipFile archive, ZipEntry entry, CRC32 checksum) throws IOException {
    super(new CheckedInputStream(archive.getInputStream(entry), checksum));
    this.archive = archive;
    this.entry = entry;
    this.checksum = checksum;
  }

  static ZipPart open(Path file, String name) throws IOException {
    ZipFile archive = new ZipFile(file.toFile());
    try {
      ZipEntry entry = archive.getEntry(name);
      if (entry == null) {
        throw new IOException("the archive has no " + name);
      }
      return new ZipPart(archive, entry, new CRC32());
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /** Compressed bytes for each byte of text. */
  double ratio() {
    return entry.getSize() <= 0 ? 0 : entry.getCompressedSize() / (double) entry.getSize();
  }

  @Override
  public int read() throws IOException {
    return checked(super.read());
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return checked(super.read(into, from, length));
  }

  private int checked(int read) throws IOException {
    if (read < 0 && checksum.getValue() != entry.getCrc()) {
      throw new ZipException("the checksum of " + entry.getName() + " is wrong");
    }
    return read;
  }

  /** Closes the archive, and with it the stream. */
  @Override
  public void close() throws IOException {
    archive.close();
  }
}
