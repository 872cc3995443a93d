package io.alphaflow.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads recorded trades from CSV, plain or gzip.
 *
 * <p>The header names {@code timestamp} (or {@code unix}), {@code price} and {@code amount} in any
 * order; without a header the columns are in that order. Time stamps are epoch seconds,
 * milliseconds or microseconds by their number of digits (10, 13, 16) and must not go back. Rows
 * with amount 0 and rows equal to the row before are kept: judging them is the reader's business
 * downstream.
 */
public final class TradeFile {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private TradeFile() {}

  /**
   * Reads a file.
   *
   * @param file plain or gzip CSV
   * @param symbol what the trades are of, in the venue's spelling
   * @throws TradeFileException when a line is damaged; the message names file, line and reason
   * @throws IOException when there is no such file or it cannot be opened
   */
  public static Recording read(Path file, String symbol) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), symbol);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param in plain or gzip CSV
   * @param name what to call it in errors
   * @param symbol what the trades are of, in the venue's spelling
   * @throws TradeFileException when a line is damaged
   * @throws IOException when the stream itself fails
   */
  public static Recording read(InputStream in, String name, String symbol) throws IOException {
    TradeLines lines = new TradeLines(name);
    try {
      BufferedReader reader = open(in);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (TradeFileException e) {
      throw e;
    } catch (IOException e) {
      throw new TradeFileException(name, lines.next(), "cannot be read on: " + reason(e), e);
    }
    return lines.toRecording(symbol);
  }

  private static BufferedReader open(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1), BUFFER);
  }

  private static String reason(IOException e) {
    if (e instanceof EOFException) {
      return "the gzip data ends in the middle";
    }
    return e instanceof ZipException
        ? "the gzip data is damaged: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }
}
