package io.alphaflow.archive.write;

import java.sql.SQLException;

/** The database takes no rows now: it cannot be reached, does not answer, is full or read-only. */
public final class DatabaseDownException extends Exception {

  private static final long serialVersionUID = 1L;

  DatabaseDownException(String sentence, SQLException cause) {
    super(sentence, cause);
  }
}
