package io.alphaflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time of a PostgreSQL server, its ended backends included. Its processes all have the
 * folder of its data as working folder. Linux only; elsewhere 0.
 */
final class ServerCpu {

  private static final Path PROC = Path.of("/proc");
  private static final double TICKS_A_SECOND = 100;

  private final Path folder;

  /**
   * A server.
   *
   * @param folder the data folder, or one above it
   */
  ServerCpu(Path folder) {
    this.folder = folder;
  }

  /** Seconds since its start. */
  double seconds() throws IOException {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return 0;
    }
    Path data = folder.toRealPath();
    try (Stream<Path> processes = Files.list(PROC)) {
      return processes.filter(p -> worksIn(p, data)).mapToLong(ServerCpu::ticks).sum()
          / TICKS_A_SECOND;
    }
  }

  /** Seconds of any process since its start, those of its ended children included; 0 if unknown. */
  static double seconds(long pid) {
    return ticks(PROC.resolve(Long.toString(pid))) / TICKS_A_SECOND;
  }

  private static boolean worksIn(Path process, Path data) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(data);
    } catch (IOException e) {
      return false; // no process, gone by now, or not ours
    }
  }

  /** User and system time, of the process and of its children that have ended. */
  private static long ticks(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      // The name before may hold blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(11, 12, 13, 14).mapToLong(i -> Long.parseLong(fields[i])).sum();
    } catch (IOException e) {
      return 0; // gone by now
    }
  }
}
