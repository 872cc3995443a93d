package io.alphaflow.history;

import io.alphaflow.history.read.EntryReader;
import java.io.IOException;

/**
 * The records of one file on their way to a target. Ended by {@link #finish} or {@link #stop}; what
 * was not written for good by then is taken back by {@link #close}.
 *
 * @param <T> record type
 */
public interface FileImport<T> extends EntryReader.Receiver<T>, AutoCloseable {

  /** Whether an earlier import has brought the whole file. */
  boolean isFinished();

  /** Rows of the file, where {@link #isFinished}. */
  long rowsDone();

  /** Records that are new at the target. */
  long written();

  /** Records that were there already, those of rows that were passed over not counted. */
  long present();

  /** The whole file was read: what is left is written, and that it is done. */
  void finish() throws IOException;

  /** The file could not be read to its end: what is left is written; the file is not done. */
  void stop() throws IOException;

  @Override
  void close();
}
