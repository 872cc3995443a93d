package io.alphaflow.history.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of rows that is being written. */
public interface TableFile extends AutoCloseable {

  /** A CSV file with a header; nothing for null, times in ISO 8601 UTC. */
  static TableFile csv(Path file, List<Column> columns) throws IOException {
    return new CsvTable(Files.newBufferedWriter(file), columns);
  }

  /** A Parquet file, compressed with Zstandard; replaces one of its name. */
  static TableFile parquet(Path file, List<Column> columns) throws IOException {
    return new ParquetTable(file, columns);
  }

  /** Adds a row; its values are in the order of the columns. */
  void write(Object[] row) throws IOException;

  @Override
  void close() throws IOException;
}
