package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process began, as Linux counts it: the machine's start by its id and clock ticks since
 * then ({@code proc(5)}: {@code starttime}). Unlike a wall time it is the same whenever it is
 * asked.
 */
final class ProcessTicks {

  private static final Path PROC = Path.of("/proc");

  /** Field 22; the first two, id and name, are cut off. */
  private static final int START = 22 - 3;

  private ProcessTicks() {}

  /** Two words; empty where there is no such thing, or no such process. */
  static Optional<String> of(long pid) {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return Optional.of(boot + " " + fields(pid)[START]);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether it has ended and only its parent has not noticed. */
  static boolean isZombie(long pid) {
    try {
      return fields(pid)[0].equals("Z");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String[] fields(long pid) throws IOException {
    String stat = Files.readString(PROC.resolve(pid + "/stat"));
    // The name is in brackets and may have spaces and brackets itself.
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
