package io.alphaflow.cli.local;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Starts the parts of the desk one by one and prints a line for each with its time. */
public final class StartUp {

  private final PrintStream out;

  /** Prints to {@code out}. */
  public StartUp(PrintStream out) {
    this.out = out;
  }

  /**
   * Starts a part.
   *
   * @param description what to say of it when it runs
   * @throws IllegalStateException when it does not start; the message names the part
   */
  public <T> T part(String name, Callable<T> start, Function<T, String> description) {
    long began = System.nanoTime();
    T part;
    try {
      part = start.call();
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not start: " + e.getMessage(), e);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    out.println(
        String.format(Locale.ROOT, "  %-12s %5.1f s   %s", name, seconds, description.apply(part)));
    return part;
  }
}
