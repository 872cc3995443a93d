package io.alphaflow.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The ZooKeeper that comes in Flink's own jars, as a process of its own: a single server, on the
 * loopback address only, for the high availability of a cluster on one machine.
 *
 * @param installation whose jars
 * @param conf folder of its {@code zoo.cfg}, and of the {@code log4j.properties} beside it
 * @param data what it keeps
 */
public record StandaloneZooKeeper(FlinkInstallation installation, Path conf, Path data) {

  private static final String MAIN = "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";
  private static final int ANSWER_MILLIS = 2_000;

  /**
   * Starts it.
   *
   * @param daemon knows it from then on
   * @param logFile its log
   * @param log4j how it logs, in Log4j's own format
   */
  public void start(Daemon daemon, Path logFile, int port, String log4j) throws IOException {
    Files.createDirectories(conf);
    Files.createDirectories(data);
    Files.createDirectories(logFile.getParent());
    Path settings = conf.resolve("zoo.cfg");
    Files.writeString(
        settings,
        """
        dataDir=%s
        clientPort=%d
        clientPortAddress=%s
        # A session is dead after 2 to 20 ticks, as its client asks.
        tickTime=1000
        admin.enableServer=false
        4lw.commands.whitelist=srvr
        """
            .formatted(data, port, Ports.LOOPBACK));
    Path logging = conf.resolve("log4j.properties");
    Files.writeString(logging, log4j);
    daemon.start(
        List.of(
            StandaloneFlink.java(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            // Log files are made 64 MB at once otherwise.
            "-Dzookeeper.preAllocSize=1024",
            "-Dlog.file=" + logFile,
            "-Dlog4j.configurationFile=" + logging,
            "-cp",
            installation.classPath(),
            MAIN,
            "--zkConfigFile",
            settings.toString(),
            "--peerId",
            "1"),
        Map.of());
  }

  /** Whether a server answers on a port of this machine. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).contains("Mode: standalone");
    } catch (IOException e) {
      return false;
    }
  }
}
