package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.RunningJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Why there can be none; empty when there is one by now. */
  static Optional<String> missing(Ground ground) {
    SmallDisk disk = new SmallDisk(ground.cluster().folder().checkpoints());
    try {
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
      disk.mount();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("no small disk can be mounted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private boolean isMounted() throws IOException {
    return isMounted(folder);
  }

  private static boolean isMounted(Path folder) throws IOException {
    Path mounts = Path.of("/proc/mounts");
    if (!Files.exists(mounts)) {
      return false;
    }
    String wanted = " " + folder.toAbsolutePath() + " ";
    return Files.readAllLines(mounts).stream().anyMatch(line -> line.contains(wanted));
  }

  private boolean holdsAnything() throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  private void mount() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Programs.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
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
