package io.alphaflow.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of a database server: all have its folder as working folder. Linux only. */
final class ServerProcesses {

  private ServerProcesses() {}

  static List<ProcessHandle> in(Path cluster) {
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, cluster)).toList();
  }

  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(cluster);
    } catch (IOException e) {
      return false; // gone by now, or not ours
    }
  }
}
