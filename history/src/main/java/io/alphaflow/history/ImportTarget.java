package io.alphaflow.history;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;

/** A place that files are imported into. Importing a record again changes nothing. */
public interface ImportTarget extends AutoCloseable {

  /** Begins with a file of bars. */
  FileImport<Bar> bars(PlannedFile file, Rejects rejects) throws IOException;

  /**
   * Begins with a file of trades.
   *
   * @param ingestTime our wall clock, epoch microseconds UTC
   */
  FileImport<Trade> trades(PlannedFile file, Rejects rejects, long ingestTime) throws IOException;

  @Override
  void close() throws IOException;
}
