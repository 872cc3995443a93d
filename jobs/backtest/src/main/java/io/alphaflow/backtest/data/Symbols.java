package io.alphaflow.backtest.data;

import java.util.List;

/**
 * Which instruments are wanted.
 *
 * @param names {@code BASE/QUOTE} or {@code venue:BASE/QUOTE}; empty for all
 */
public record Symbols(List<String> names) {

  /** Copies the list. */
  public Symbols {
    names = List.copyOf(names);
  }

  /** Whether {@code venue:BASE/QUOTE} is among them. */
  boolean want(String instrument) {
    return names.isEmpty()
        || names.contains(instrument)
        || names.contains(instrument.substring(instrument.indexOf(':') + 1));
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "any symbol" : String.join(", ", names);
  }
}
