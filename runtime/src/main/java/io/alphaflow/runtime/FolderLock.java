package io.alphaflow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a folder for one process. The operating system frees it when the process dies. */
final class FolderLock implements AutoCloseable {
  private final Optional<FileChannel> channel;

  private FolderLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /** Nothing to keep. */
  static FolderLock none() {
    return new FolderLock(Optional.empty());
  }

  /** Creates the folder if missing and takes it. */
  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Somebody else in this JVM has it: told below, as for any other process.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IOException(
          "folder " + folder + " is in use by another process: stop it or use another folder");
    }
    return new FolderLock(Optional.of(channel));
  }

  @Override
  public void close() {
    if (channel.isPresent()) {
      try {
        channel.get().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
