package io.alphaflow.history.csv;

import java.io.IOException;

/** The rows of an open file, one at a time: cells that can be read as numbers or texts. */
public interface Lines extends AutoCloseable {

  /**
   * Goes to the next line that is not blank.
   *
   * @return false at the end
   * @throws IOException when the file is damaged or cut off
   */
  boolean next() throws IOException;

  /**
   * The number of cells in the line.
   *
   * @throws BadLine when they cannot be told
   */
  int count() throws BadLine;

  /** Number of the line, from 1, blank lines counted. */
  long line();

  /** The line as it stands in the file; empty where it is no text. */
  String raw();

  /** Whether the line has this cell and there is more than white space in it. */
  boolean has(int cell);

  /**
   * A cell as an amount in units of 1e-8; more than eight decimals are rounded half up.
   *
   * @param name of the column, for the reason
   */
  long decimal(int cell, String name) throws BadLine;

  /** A cell as a whole number. */
  long integer(int cell, String name) throws BadLine;

  /** How many amounts were rounded so far. */
  long rounded();

  /** Length of {@link #raw()} in bytes. */
  int rawLength();

  /** The bytes of {@link #raw()}, in this array or a larger one. */
  byte[] copyRaw(byte[] into);

  /** A cell without surrounding white space. */
  String text(int cell);

  @Override
  void close() throws IOException;
}
