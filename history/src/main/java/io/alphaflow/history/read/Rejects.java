package io.alphaflow.history.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.alphaflow.history.csv.Fault;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was not used: counted by fault and written to a report, a line each, CSV or (when the file
 * ends with {@code .jsonl}) JSON. The file is made by the first of them; an older one is replaced.
 * Safe to use from any thread.
 */
public final class Rejects implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] COLUMNS = {"file", "line", "code", "reason", "text"};

  /** Hears of each. */
  public interface Receiver {
    /** Something was not used; see {@link Rejects#add}. */
    void reject(String file, long line, Fault fault, String reason, String text);
  }

  private final Path report;
  private final boolean strict;
  private final Receiver receiver;
  private final EnumMap<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final List<String> fileFaults = new ArrayList<>();
  private Writer out;
  private CsvWriter csv;

  /**
   * Rejects with their report.
   *
   * @param strict whether the first one ends everything
   */
  public Rejects(Path report, boolean strict) {
    this(report, strict, (file, line, fault, reason, text) -> {});
  }

  private Rejects(Path report, boolean strict, Receiver receiver) {
    this.report = report;
    this.strict = strict;
    this.receiver = receiver;
  }

  /** Rejects that are told, one at a time, from whichever thread has them. */
  public static Rejects to(Receiver receiver) {
    return new Rejects(null, false, receiver);
  }

  /** Rejects that are counted and written nowhere. */
  public static Rejects none() {
    return new Rejects(null, false);
  }

  /**
   * Takes a line.
   *
   * @param file its file as a person calls it
   * @param line its number from 1, 0 when the whole file is meant
   * @throws StrictStop when the first one ends everything
   */
  public synchronized void add(String file, long line, Fault fault, String reason, String text)
      throws IOException {
    counts.merge(fault, 1L, Long::sum);
    if (fault.ofFile()) {
      fileFaults.add(file + (line > 0 ? ", line " + line : "") + ": " + reason);
    }
    write(file, Long.toString(line), fault.name(), reason, text);
    receiver.reject(file, line, fault, reason, text);
    if (strict) {
      throw new StrictStop(
          file + (line > 0 ? ", line " + line : "") + ": " + fault.name() + ": " + reason);
    }
  }

  private void write(String... values) throws IOException {
    if (report == null) {
      return;
    }
    if (out == null) {
      out = Files.newBufferedWriter(report);
      if (!report.toString().endsWith(".jsonl")) {
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(COLUMNS);
      }
    }
    if (csv != null) {
      csv.writeRecord(values);
      return;
    }
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < COLUMNS.length; i++) {
      if (i == 1) {
        object.put(COLUMNS[i], Long.parseLong(values[i]));
      } else {
        object.put(COLUMNS[i], values[i]);
      }
    }
    out.write(JSON.writeValueAsString(object));
    out.write('\n');
  }

  /** How many of each. */
  public synchronized Map<Fault, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** How many lines, files not counted. */
  public synchronized long lines() {
    return counts.entrySet().stream()
        .filter(e -> !e.getKey().ofFile())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How many files could not be read, not to their end, or not be understood. */
  public synchronized long files() {
    return counts.values().stream().mapToLong(Long::longValue).sum() - lines();
  }

  /** What was wrong with whole files, a sentence each. */
  public synchronized List<String> fileFaults() {
    return List.copyOf(fileFaults);
  }

  /** Where they are written. */
  public Path report() {
    return report;
  }

  @Override
  public synchronized void close() throws IOException {
    if (csv != null) {
      csv.close();
    } else if (out != null) {
      out.close();
    }
  }
}
