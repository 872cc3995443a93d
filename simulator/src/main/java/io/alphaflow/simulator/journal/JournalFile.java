package io.alphaflow.simulator.journal;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a file that only grows: a line of JSON says which market it is of, then follows a
 * line for each entry, {@code +} for an event of the market.
 *
 * <p>A line counts when its end is there. What a write that was cut off has left is taken away when
 * the file is opened again: it was neither done nor answered. Each entry is one write to the
 * operating system, so the death of the process loses nothing; it is not forced to the disk, so the
 * death of the machine may lose the end.
 *
 * <p>Belongs to one process, and there to the exchange's thread. A lock sees to it, on an empty
 * file beside it with {@code .lock} behind its name, which stays: a lock on the journal itself
 * would end whenever this process closes a reader of it.
 */
public final class JournalFile implements Journal, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
  private static final int VERSION = 1;
  private static final int LARGEST_STEP = 1 << 16;
  private static final byte[] EVENT = {'+', '\n'};
  private static final JsonCodec<Header> HEADERS = new JsonCodec<>(Header.class);
  private static final JsonCodec<JournalEntry> ENTRIES = new JsonCodec<>(JournalEntry.class);

  /**
   * The first line.
   *
   * @param version of the format
   * @param market fingerprint of what the exchange was set up with
   * @param begunMicros wall time at which it was first set up, epoch µs
   */
  private record Header(int version, String market, long begunMicros) {}

  private final Path file;
  private final FileChannel lock;
  private final FileOutputStream out;
  private final Header header;
  private final long begunMicros;
  private IOException broken;

  private JournalFile(
      Path file, FileChannel lock, FileOutputStream out, Header header, long nowMicros) {
    this.file = file;
    this.lock = lock;
    this.out = out;
    this.header = header;
    this.begunMicros = header == null ? nowMicros : header.begunMicros();
  }

  /**
   * Opens a journal, or begins one where there is none.
   *
   * @param nowMicros wall time, epoch µs
   * @throws IOException when it cannot be read or written, another process has it, or it is of
   *     another kind
   */
  public static JournalFile open(Path file, long nowMicros) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    FileChannel lock = lock(file);
    FileOutputStream out = null;
    try {
      out = new FileOutputStream(file.toFile(), true);
      cutTail(file);
      Header header = header(file);
      if (header == null) {
        out.getChannel().truncate(0);
      }
      return new JournalFile(file, lock, out, header, nowMicros);
    } catch (IOException | RuntimeException e) {
      if (out != null) {
        out.close();
      }
      lock.close();
      throw e;
    }
  }

  /** What is locked for as long as it is open. */
  private static FileChannel lock(Path file) throws IOException {
    FileChannel lock =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // Another exchange of this process: the same answer.
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    lock.close();
    throw new IOException("another exchange writes the journal " + file);
  }

  /** Takes away what stands behind the last end of a line. */
  private static void cutTail(Path file) throws IOException {
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
      long end = all.length();
      byte[] part = new byte[LARGEST_STEP];
      while (end > 0) {
        int length = (int) Math.min(part.length, end);
        all.seek(end - length);
        all.readFully(part, 0, length);
        int at = length;
        while (at > 0 && part[at - 1] != '\n') {
          at--;
        }
        end -= length - at;
        if (at > 0) {
          break;
        }
      }
      if (end < all.length()) {
        LOG.warn(
            "{}: the last {} bytes are of an entry that was cut off", file, all.length() - end);
        all.setLength(end);
      }
    }
  }

  /**
   * How the journal began. Null when nothing has happened since, as after a first start that failed
   * because its port was taken: then the next start is the first one.
   */
  private static Header header(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      if (first == null) {
        return null;
      }
      Header header = HEADERS.decode(first.getBytes(StandardCharsets.UTF_8));
      if (header.version() != VERSION || header.market() == null) {
        throw new IOException(
            "%s is a journal of version %d; this is version %d"
                .formatted(file, header.version(), VERSION));
      }
      return lines.readLine() == null ? null : header;
    } catch (CodecException e) {
      throw new IOException(file + " is not the journal of an exchange", e);
    }
  }

  /** Whether nothing has happened in it. */
  public boolean isNew() {
    return header == null;
  }

  /** Wall time at which the exchange was first set up, epoch µs; now for a new one. */
  public long begunMicros() {
    return begunMicros;
  }

  /**
   * Says of which market the journal is.
   *
   * @param market its fingerprint
   * @throws IllegalArgumentException when it is of another one
   * @throws UncheckedIOException when it is new and cannot be written
   */
  public void begin(String market) {
    if (header == null) {
      write(line(HEADERS.encode(new Header(VERSION, market, begunMicros))));
    } else if (!header.market().equals(market)) {
      throw new IllegalArgumentException(
          "the journal "
              + file
              + " is of another market: trades, symbols, rules and accounts must be those it was"
              + " begun with. Begin another journal, or delete it");
    }
  }

  /**
   * Reads all entries in order.
   *
   * @throws UncheckedIOException when it cannot be read, or a line is not an entry
   */
  public void replay(Consumer<JournalEntry> listener) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines.readLine();
      long number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        listener.accept(entry(line, number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JournalEntry entry(String line, long number) throws IOException {
    if (line.equals("+")) {
      return JournalEntry.MarketEvent.NEXT;
    }
    try {
      return ENTRIES.decode(line.getBytes(StandardCharsets.UTF_8));
    } catch (CodecException e) {
      throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  @Override
  public void append(JournalEntry entry) {
    write(entry instanceof JournalEntry.MarketEvent ? EVENT : line(ENTRIES.encode(entry)));
  }

  private static byte[] line(byte[] json) {
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  private void write(byte[] line) {
    if (broken == null) {
      try {
        out.write(line);
        return;
      } catch (IOException e) {
        broken = e;
        LOG.error(
            "the journal {} cannot be written, so nothing more is done: {}", file, e.getMessage());
      }
    }
    throw new UncheckedIOException("the journal " + file + " cannot be written", broken);
  }

  @Override
  public void close() {
    try {
      out.close();
      lock.close();
    } catch (IOException e) {
      LOG.warn("the journal {} did not close", file, e);
    }
  }
}
