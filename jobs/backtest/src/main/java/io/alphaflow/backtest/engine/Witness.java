package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;

/** Hears what a run writes where a running desk would write it into its logs, in order. */
public interface Witness {

  /** Hears nothing. */
  Witness NONE = new Witness() {};

  /** The next entry of the journal; prices are not told. */
  default void entry(JournalEntry entry) {}

  /** The gate decided. */
  default void decision(Decision decision) {}
}
