package io.alphaflow.history.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a CSV file, one at a time, split into cells in place: a line costs no object. Lines
 * with quotes go through FastCSV; others are plain bytes between separators. A byte order mark,
 * blank lines and either kind of line end are passed over. Constant memory.
 */
public final class CsvLines implements Lines {

  private static final int CAPACITY = 1 << 18;
  private static final int LONGEST = 1 << 16;
  private static final int MOST_CELLS = 256;

  private final InputStream in;
  private final byte separator;
  private final byte[] buffer = new byte[CAPACITY];
  private int position;
  private int limit;
  private boolean atEnd;
  private long line;

  // The cells of the line, in `source`: the buffer, or what FastCSV made of a line with quotes.
  private byte[] source;
  private final int[] starts = new int[MOST_CELLS];
  private final int[] ends = new int[MOST_CELLS];
  private int count;
  private byte[] lineSource;
  private int lineStart;
  private int lineEnd;
  private BadLine fault;
  private final CellNumbers numbers = new CellNumbers();

  /** Lines of a stream, which is closed with them. */
  public CsvLines(InputStream in, char separator) {
    this.in = in;
    this.separator = (byte) separator;
  }

  @Override
  public boolean next() throws IOException {
    while (advance()) {
      if (count > 1 || fault != null || lineEnd > lineStart) {
        return true;
      }
    }
    return false;
  }

  private boolean advance() throws IOException {
    source = buffer;
    lineSource = buffer;
    fault = null;
    lineStart = position;
    while (true) {
      if (split()) {
        return true;
      }
      if (limit - position > LONGEST) {
        return skipTooLong();
      }
      // The rest of a line moves to the front of the buffer, and the line begins again.
      boolean more = !atEnd && fill() > 0;
      lineStart = position;
      if (!more) {
        return lastLine();
      }
    }
  }

  /** Splits the line at {@link #position} if the buffer has all of it. */
  private boolean split() {
    final byte[] bytes = buffer;
    final int end = limit;
    final byte separatorByte = separator;
    // Most bytes are digits, which are above all that matters here when the separator is a comma.
    final int highest = Math.max(separatorByte, '"');
    int cells = 0;
    int cell = position;
    boolean quoted = false;
    for (int at = position; at < end; at++) {
      byte b = bytes[at];
      if (b > highest) {
        continue;
      }
      if (b == separatorByte) {
        if (cells < MOST_CELLS) {
          starts[cells] = cell;
          ends[cells] = at;
        }
        cells++;
        cell = at + 1;
      } else if (b == '\n') {
        count = cells;
        position = at + 1;
        endLine(cell, at, quoted);
        return true;
      } else if (b == '"') {
        quoted = true;
      }
    }
    return false;
  }

  /** What stands behind the last line end. */
  private boolean lastLine() {
    if (position == limit) {
      return false;
    }
    buffer[limit++] = '\n';
    return split();
  }

  private int fill() throws IOException {
    int rest = limit - position;
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, rest);
      position = 0;
      limit = rest;
    }
    int read = in.read(buffer, limit, buffer.length - limit - 1);
    if (read <= 0) {
      atEnd = true;
      return 0;
    }
    limit += read;
    if (line == 0 && limit == read) {
      skipByteOrderMark();
    }
    return read;
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < 3 && !atEnd) {
      int read = in.read(buffer, limit, buffer.length - limit - 1);
      atEnd = read <= 0;
      limit += Math.max(read, 0);
    }
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
    } else if (limit >= 2 && (buffer[0] & buffer[1] & 0xFE) == 0xFE && buffer[0] != buffer[1]) {
      throw new IOException("the text is UTF-16; save it as UTF-8");
    }
  }

  private void addCell(int from, int to) {
    if (count < MOST_CELLS) {
      starts[count] = from;
      ends[count] = to;
    }
    count++;
  }

  private void endLine(int cell, int newline, boolean quoted) {
    line++;
    int end = newline;
    if (end > lineStart && buffer[end - 1] == '\r') {
      end--;
    }
    lineEnd = end;
    addCell(Math.min(cell, end), end);
    if (end - lineStart > LONGEST || count > MOST_CELLS) {
      tooLong();
    } else if (quoted) {
      splitQuoted();
    }
  }

  private void splitQuoted() {
    String text = raw();
    try (CsvReader<String[]> reader =
        CsvReader.builder()
            .fieldSeparator((char) separator)
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST * 2)
            .build(StringArrayHandler.of(), text)) {
      String[] cells = reader.iterator().next();
      int length = 0;
      List<byte[]> parts = new ArrayList<>();
      for (String each : cells) {
        parts.add(each.getBytes(StandardCharsets.UTF_8));
        length += parts.get(parts.size() - 1).length;
      }
      byte[] joined = new byte[length];
      count = 0;
      int at = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, joined, at, part.length);
        addCell(at, at + part.length);
        at += part.length;
      }
      source = joined;
    } catch (CsvParseException | IOException e) {
      fault = new BadLine(Fault.UNPARSABLE, "the quotes do not match: " + e.getMessage());
    }
  }

  /** Throws the rest of an endless line away without keeping it. */
  private boolean skipTooLong() throws IOException {
    line++;
    lineEnd = Math.min(limit, lineStart + 200);
    byte[] shown = Arrays.copyOfRange(buffer, lineStart, lineEnd);
    position = limit;
    while (true) {
      for (; position < limit; position++) {
        if (buffer[position] == '\n') {
          position++;
          return tooLong(shown);
        }
      }
      if (atEnd || fill() == 0) {
        return tooLong(shown);
      }
    }
  }

  private boolean tooLong(byte[] shown) {
    lineSource = shown;
    lineStart = 0;
    lineEnd = shown.length;
    tooLong();
    return true;
  }

  private void tooLong() {
    count = 0;
    fault =
        new BadLine(
            Fault.LINE_TOO_LONG,
            "a line has at most " + LONGEST + " characters and " + MOST_CELLS + " columns");
  }

  @Override
  public int count() throws BadLine {
    if (fault != null) {
      throw fault;
    }
    return count;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public String raw() {
    return new String(lineSource, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
  }

  @Override
  public boolean has(int cell) {
    return cell >= 0 && cell < count && !text(cell).isEmpty();
  }

  @Override
  public long decimal(int cell, String name) throws BadLine {
    return numbers.decimal(source, starts[cell], ends[cell], name);
  }

  @Override
  public long integer(int cell, String name) throws BadLine {
    return numbers.integer(source, starts[cell], ends[cell], name);
  }

  @Override
  public long rounded() {
    return numbers.rounded();
  }

  @Override
  public int rawLength() {
    return lineEnd - lineStart;
  }

  @Override
  public byte[] copyRaw(byte[] into) {
    byte[] target = into.length < rawLength() ? new byte[rawLength()] : into;
    System.arraycopy(lineSource, lineStart, target, 0, rawLength());
    return target;
  }

  @Override
  public String text(int cell) {
    return new String(source, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8)
        .strip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
