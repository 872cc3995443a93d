package io.alphaflow.ingest.operator;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which instruments are wanted. Used by one thread, but closed by another. */
public interface InstrumentSet extends AutoCloseable {

  /** Makes the set where the enumerator runs. */
  @FunctionalInterface
  interface Factory extends Serializable {

    /** The set; connects nowhere yet. */
    InstrumentSet open();
  }

  /**
   * The instruments that are wanted now, {@code venue:BASE/QUOTE}; may take a moment.
   *
   * @throws Exception when they cannot be told now
   */
  SortedSet<String> current() throws Exception;

  /** Whether the configuration names it, so that a venue that lacks it is an error of ours. */
  boolean isConfigured(String instrument);

  @Override
  default void close() {}

  /** Always the same instruments. */
  static Factory fixed(Collection<String> instruments) {
    TreeSet<String> all = new TreeSet<>(instruments);
    return () ->
        new InstrumentSet() {
          @Override
          public SortedSet<String> current() {
            return Collections.unmodifiableSortedSet(all);
          }

          @Override
          public boolean isConfigured(String instrument) {
            return all.contains(instrument);
          }
        };
  }
}
