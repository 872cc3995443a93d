package io.alphaflow.cli.history;

import io.alphaflow.history.read.Rejects;
import java.io.PrintWriter;
import java.util.Locale;

/** What was not used, for people: a line for each kind, and where the report is. */
public final class Faults {

  private Faults() {}

  /** Prints them, if there are any. */
  public static void print(PrintWriter out, Rejects rejects) {
    if (rejects.counts().isEmpty()) {
      return;
    }
    rejects.fileFaults().forEach(out::println);
    out.println("Not used:");
    rejects
        .counts()
        .forEach(
            (fault, count) ->
                out.printf(
                    Locale.ROOT, "  %,10d  %-17s %s%n", count, fault.name(), fault.meaning()));
    out.println("Each with its file, line and reason: " + rejects.report());
    out.flush();
  }
}
