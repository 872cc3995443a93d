package io.alphaflow.cli.local;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The demo's folder, emptied and held by this process until it is closed. */
public final class FolderClaim implements AutoCloseable {

  private final FileChannel channel;

  private FolderClaim(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder and removes what an earlier run left, except the database's files, which the
   * database empties itself.
   *
   * @throws UserError when another demo runs in it
   */
  public static FolderClaim claim(DeskFolder folder) throws IOException {
    Files.createDirectories(folder.path());
    FileChannel channel =
        FileChannel.open(
            folder.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new UserError(
          "another demo runs in "
              + folder.path()
              + ": stop it first, or set ALPHAFLOW_HOME to another folder");
    }
    for (Path old : List.of(folder.kafka(), folder.flink(), folder.secrets())) {
      Folders.delete(old);
    }
    Files.deleteIfExists(folder.configFile());
    return new FolderClaim(channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
