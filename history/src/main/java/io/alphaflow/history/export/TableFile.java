package io.alphaflow.history.export;

import java.io.IOException;

/** A file of rows that is being written. */
interface TableFile extends AutoCloseable {

  /** Adds a row; its values are in the order of the columns. */
  void write(Object[] row) throws IOException;

  @Override
  void close() throws IOException;
}
