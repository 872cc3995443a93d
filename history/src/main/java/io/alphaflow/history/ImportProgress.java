package io.alphaflow.history;

import io.alphaflow.history.plan.PlannedFile;

/** Is told how an import gets on. Called by the importing thread; must be quick. */
public interface ImportProgress {

  /** A file begins. */
  void begin(PlannedFile file);

  /**
   * Some thousand rows further.
   *
   * @param rows of all files so far
   * @param bytes read of all files so far, compressed as they are
   */
  void advance(long rows, long bytes);

  /** A file is done. */
  void end(FileSummary file);
}
