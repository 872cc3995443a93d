package io.alphaflow.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.alphaflow.cli.DeskFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Java, memory, disk and ports of this machine. */
final class MachineCheck {

  private static final long GIB = 1L << 30;
  private static final List<Integer> TESTED = List.of(17, 21);

  /** Ports that commands take when none is named. */
  private static final int FLINK = 8081;

  private static final int EXCHANGE = 8787;

  private MachineCheck() {}

  static void look(Findings findings) {
    int java = Runtime.version().feature();
    if (TESTED.contains(java)) {
      findings.ok("java", "version " + Runtime.version());
    } else {
      findings.warn("java", "version " + java, "Flink 2.2 is made for 17 and 21: set JAVA_HOME");
    }
    memory(findings, totalMemory());
    findings.look("disk", "make room", () -> disk(findings, "disk", DeskFolder.home()));
    port(findings, FLINK, "--ui-port takes another for the demo's Flink");
    port(findings, EXCHANGE, "--port takes another for alphaflow exchange");
  }

  static void memory(Findings findings, long bytes) {
    String found = "%.1f GiB".formatted((double) bytes / GIB);
    if (bytes >= 4 * GIB) {
      findings.ok("memory", found);
    } else if (bytes >= 2 * GIB) {
      findings.warn("memory", found, "4 GiB are enough for the demo, 8 for a cluster");
    } else {
      findings.fail("memory", found, "the demo alone needs 2 GiB: take a larger machine");
    }
  }

  /** The disk on which a folder is or would be. */
  static void disk(Findings findings, String what, Path folder) throws IOException {
    disk(findings, what, folder, usable(folder));
  }

  static void disk(Findings findings, String what, Path folder, long bytes) {
    String found = "%.1f GiB free below %s".formatted((double) bytes / GIB, folder);
    if (bytes >= 10 * GIB) {
      findings.ok(what, found);
    } else if (bytes >= 2 * GIB) {
      findings.warn(what, found, "logs and checkpoints grow: make room, or set ALPHAFLOW_HOME");
    } else {
      findings.fail(what, found, "a full disk stops checkpoints: make room, or set ALPHAFLOW_HOME");
    }
  }

  private static long totalMemory() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  private static long usable(Path folder) throws IOException {
    Path there = folder;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  private static void port(Findings findings, int port, String action) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      findings.ok("port " + socket.getLocalPort(), "free");
    } catch (IOException e) {
      findings.warn("port " + port, "taken, perhaps by this desk", action);
    }
  }
}
