package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that works in a data folder, whoever started it: its processes all have the
 * folder as working folder. On Linux that is asked. It tells more than the process id in the
 * server's lock file, which may by now be that of a zombie or of another program. Elsewhere the
 * process of that id counts if it is a PostgreSQL program.
 */
record Postmaster(Path cluster) {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration ORDERLY = Duration.ofSeconds(10);
  private static final Duration FORCED = Duration.ofSeconds(5);
  private static final Path PROC = Path.of("/proc");

  static Postmaster in(Path cluster) {
    return new Postmaster(cluster);
  }

  boolean running() {
    return !processes().isEmpty();
  }

  /**
   * Stops the server, its clients with it, and removes its lock file. No server is fine.
   *
   * @throws IOException if a process cannot be stopped
   */
  void stop() throws IOException {
    if (running()) {
      lockedBy().filter(ProcessHandle::isAlive).ifPresent(Postmaster::interrupt);
      if (!await(() -> !running(), ORDERLY)) {
        LOG.warn("database server did not stop in time and is killed, folder={}", cluster);
        processes().forEach(ProcessHandle::destroyForcibly);
        if (!await(() -> !running(), FORCED)) {
          throw new IOException("cannot stop the database server in " + cluster);
        }
      }
    }
    Files.deleteIfExists(lockFile());
  }

  private Path lockFile() {
    return cluster.resolve("postmaster.pid");
  }

  /** All processes of the server; none when it does not run. */
  List<ProcessHandle> processes() {
    if (!Files.isDirectory(cluster)) {
      return List.of();
    }
    if (Files.isDirectory(PROC.resolve("self"))) {
      return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }
    return lockedBy().stream().filter(Postmaster::isPostgres).toList();
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      Path link = PROC.resolve(Long.toString(process.pid())).resolve("cwd");
      return Files.readSymbolicLink(link).equals(cluster.toRealPath());
    } catch (IOException e) {
      return false; // gone by now, a zombie, or not ours
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process.info().command().map(c -> Path.of(c).getFileName().toString()).stream()
            .anyMatch(name -> name.startsWith("postgres"));
  }

  private Optional<ProcessHandle> lockedBy() {
    try (Stream<String> lines = Files.lines(lockFile())) {
      return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // no lock file, or half of one
    }
  }

  /** SIGINT is PostgreSQL's "fast" stop; SIGTERM would wait for its clients to leave. */
  private static void interrupt(ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      process.destroy(); // no "kill" on this system
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(BooleanSupplier condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }
}
