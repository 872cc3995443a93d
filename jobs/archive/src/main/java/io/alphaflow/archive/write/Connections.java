package io.alphaflow.archive.write;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the writer gets its one connection from. */
public interface Connections {

  /** The open connection, or a new one. */
  Connection open() throws SQLException;

  /** Gives up the connection, working or broken; the next {@link #open()} makes another. */
  void close();
}
