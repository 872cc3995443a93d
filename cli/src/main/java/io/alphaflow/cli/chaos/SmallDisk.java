package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.RunningJob;
import io.alphaflow.runtime.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;

/**
 * A disk of its own for checkpoints, small enough to be filled: a tmpfs over their folder. It must
 * be there before the first checkpoint, and {@code cluster down} takes it away.
 */
public final class SmallDisk {

  private static final String SIZE = "192m";
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** That of the cluster's checkpoints, mounted or not. */
  static SmallDisk of(Ground ground) {
    return new SmallDisk(ground.cluster().folder().checkpoints());
  }

  /** Why there can be none; empty when there is one or {@link #mount} may make one. */
  static Optional<String> missing(Ground ground) {
    SmallDisk disk = of(ground);
    try {
      String checkpoints = ground.cluster().flink().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
      if (!disk.folder.toUri().toString().equals(checkpoints)) {
        return Optional.of("the checkpoints are in " + checkpoints);
      }
      if (disk.isMounted()) {
        return Optional.empty();
      }
      Optional<String> refused = Needs.superuserOfLinux();
      if (refused.isPresent()) {
        return refused;
      }
      List<RunningJob> running = ground.jobs().running();
      if (!running.isEmpty() || disk.holdsAnything()) {
        return Optional.of(
            "the checkpoints are on a disk that others use; the small one must be there before the"
                + " jobs: call this before alphaflow submit");
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("no small disk can be mounted: " + Programs.text(e));
    }
  }

  private boolean isMounted() throws IOException {
    return isMounted(folder);
  }

  private static boolean isMounted(Path folder) throws IOException {
    Path mounts = Path.of("/proc/mounts");
    if (!Files.exists(mounts) || !Files.isDirectory(folder)) {
      return false;
    }
    String wanted = asMounted(folder.toRealPath());
    return Files.readAllLines(mounts).stream().anyMatch(line -> line.split(" ")[1].equals(wanted));
  }

  /** As the system writes it, {@code proc_pid_mounts(5)}. */
  static String asMounted(Path folder) {
    return folder
        .toString()
        .replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }

  private boolean holdsAnything() throws IOException {
    return Files.isDirectory(folder) && !list(folder).isEmpty();
  }

  /** Puts it there, where it is not there already. */
  void mount() throws IOException, InterruptedException {
    if (isMounted()) {
      return;
    }
    Files.createDirectories(folder);
    Programs.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
  }

  /**
   * Deletes what runs that have ended left on it, which would fill it in the end. Nobody needs that
   * once each run has a checkpoint of its own.
   */
  void forgetEnded(List<RunningJob> running) throws IOException {
    if (isMounted()) {
      keepOnly(running.stream().map(RunningJob::id).collect(Collectors.toSet()));
    }
  }

  /** Keeps the folders of these runs only, when each of them has a checkpoint. */
  void keepOnly(Set<String> runs) throws IOException {
    for (String run : runs) {
      if (!hasCheckpoint(folder.resolve(run))) {
        return;
      }
    }
    for (Path left : list(folder)) {
      if (Files.isDirectory(left) && !runs.contains(left.getFileName().toString())) {
        Folders.delete(left);
      }
    }
  }

  private static boolean hasCheckpoint(Path run) throws IOException {
    return Files.isDirectory(run)
        && list(run).stream().anyMatch(one -> Files.exists(one.resolve("_metadata")));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Takes it away, with all that is on it, where there is one. */
  public static void unmount(Path folder) throws IOException, InterruptedException {
    if (isMounted(folder)) {
      Programs.run("umount", "-l", folder.toString());
    }
  }

  /** Writes until there is no room. */
  void fill() throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel file =
        FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        file.write(block.clear());
      }
    } catch (IOException e) {
      if (Files.size(filler()) == 0) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }
}
