package io.alphaflow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that goes on after the command that started it: known by a file with its process id and
 * its begin, so that another process which has the id by now is not taken for it. The begin is a
 * wall time, and on Linux also the ticks from the machine's start, which no step of the clock
 * moves. Its output is appended to a log.
 *
 * @param name what it is called; also the names of its files
 * @param folder where {@code NAME.pid} is kept
 * @param log where its output goes
 */
public record Daemon(String name, Path folder, Path log) {

  /** The system tells a begin to a second or finer, and each time a little differently. */
  private static final long SAME_MILLIS = 2_000;

  private static final Duration FORCED = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 8;

  /** The process, if it runs. */
  public Optional<ProcessHandle> running() {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    try {
      String[] words = Files.readString(pidFile()).strip().split("\\s+", 3);
      long began = Long.parseLong(words[1]);
      Optional<String> ticks = words.length > 2 ? Optional.of(words[2]) : Optional.empty();
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(Daemon::runs)
          .filter(process -> isSame(process, began, ticks));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // half a file, of a start that was cut short
    }
  }

  /** Whether a process runs; one that has ended and waits for its parent to notice does not. */
  public static boolean runs(ProcessHandle process) {
    return process.isAlive() && !ProcessTicks.isZombie(process.pid());
  }

  private static boolean isSame(ProcessHandle process, long began, Optional<String> ticks) {
    Optional<String> now = ProcessTicks.of(process.pid());
    if (ticks.isPresent() && now.isPresent()) {
      return ticks.equals(now);
    }
    return process
        .info()
        .startInstant()
        .map(start -> Math.abs(start.toEpochMilli() - began) <= SAME_MILLIS)
        .orElse(false);
  }

  /**
   * Starts it. It is in a session of its own where {@code setsid} is there, so that Ctrl-C and a
   * closed terminal do not reach it.
   *
   * @param command program and arguments
   * @param environment added to this process's own
   * @throws IllegalStateException when it runs already
   */
  public ProcessHandle start(List<String> command, Map<String, String> environment)
      throws IOException {
    if (running().isPresent()) {
      throw new IllegalStateException(name + " runs already");
    }
    Files.createDirectories(folder);
    Files.createDirectories(log.getParent());
    List<String> all = new ArrayList<>();
    setsid().ifPresent(program -> all.add(program.toString()));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    long began = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
    String ticks = ProcessTicks.of(process.pid()).map(t -> " " + t).orElse("");
    Files.writeString(pidFile(), process.pid() + " " + began + ticks + "\n");
    return process.toHandle();
  }

  private static Optional<Path> setsid() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder, "setsid");
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /**
   * Asks it to end, and kills it when it has not ended in time. One that does not run is fine.
   *
   * @return how it ended
   */
  public Ending stop(Duration patience) throws IOException {
    Optional<ProcessHandle> process = running();
    Ending ending = process.isEmpty() ? Ending.WAS_DOWN : stop(process.get(), patience);
    Files.deleteIfExists(pidFile());
    return ending;
  }

  private Ending stop(ProcessHandle process, Duration patience) {
    process.destroy();
    if (ended(process, patience)) {
      return Ending.STOPPED;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (!ended(process, FORCED)) {
      throw new IllegalStateException(name + " (" + process.pid() + ") cannot be killed");
    }
    return Ending.KILLED;
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !runs(process);
    } catch (Exception e) {
      return !runs(process);
    }
  }

  /** The last lines of the log, for a message. */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private Path pidFile() {
    return folder.resolve(name + ".pid");
  }

  /** How a process came to its end. */
  public enum Ending {
    /** It did not run. */
    WAS_DOWN,
    /** It ended when it was asked to. */
    STOPPED,
    /** It did not, and was killed. */
    KILLED
  }
}
