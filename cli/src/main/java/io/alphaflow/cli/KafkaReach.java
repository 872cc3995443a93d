package io.alphaflow.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether a broker is there: a client of Kafka would look a long time for one that is not. */
public final class KafkaReach {

  private static final int CONNECT_MILLIS = 1_000;

  private KafkaReach() {}

  /** Whether anybody listens at one of the addresses, {@code host:port,…}. */
  public static boolean answers(String servers) {
    for (String server : servers.split(",")) {
      int colon = server.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        String host = server.substring(0, Math.max(colon, 0)).strip();
        int port = Integer.parseInt(server.substring(colon + 1).strip());
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return true;
      } catch (IOException | IllegalArgumentException e) {
        // The next one may answer.
        continue;
      }
    }
    return false;
  }
}
