package io.alphaflow.history.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where rows go.
 *
 * @param format how they are written
 * @param file to which file; empty for {@code standard}, which only CSV can use
 * @param standard standard output
 */
public record Output(Format format, Optional<Path> file, Writer standard) {

  /** The formats. */
  public enum Format {
    /** Comma-separated text. */
    CSV,
    /** Apache Parquet. */
    PARQUET
  }

  /**
   * Checks that Parquet has a file.
   *
   * @throws IllegalArgumentException when it has none
   */
  public Output {
    if (format == Format.PARQUET && file.isEmpty()) {
      throw new IllegalArgumentException("Parquet is written to a file: say --out FILE");
    }
  }

  TableFile open(List<Column> columns) throws IOException {
    if (format == Format.PARQUET) {
      return TableFile.parquet(file.orElseThrow(), columns);
    }
    return file.isPresent() ? TableFile.csv(file.get(), columns) : new CsvTable(standard, columns);
  }
}
