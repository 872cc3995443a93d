package io.alphaflow.simulator.journal;

/** Takes down what is given to the venue, before it is done, answered or told. */
@FunctionalInterface
public interface Journal {

  /** An exchange that forgets. */
  Journal NONE = entry -> {};

  /**
   * Takes down.
   *
   * @throws java.io.UncheckedIOException when that fails: then it must not be done, and nothing
   *     after it is taken down either
   */
  void append(JournalEntry entry);
}
