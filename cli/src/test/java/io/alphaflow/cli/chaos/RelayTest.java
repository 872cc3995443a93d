package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.runtime.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

  /** Every address of 127/8 is this machine on Linux. */
  private static final String HERE = "127.0.0.1";

  @Test
  void whatIsSentComesOutAtTheOtherAddressAndBack() throws Exception {
    int port = Ports.free();
    Relay relay = Relay.start("127.0.0.2", HERE, List.of(port));
    try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getByName(HERE));
        Socket client = new Socket("127.0.0.2", port)) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echoOnce(server));
      client.getOutputStream().write("ping".getBytes(StandardCharsets.UTF_8));
      assertThat(client.getInputStream().readNBytes(4))
          .isEqualTo("ping".getBytes(StandardCharsets.UTF_8));
      echo.get();
      // The server has closed: so is the client's connection.
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    } finally {
      relay.close();
    }
    assertThatThrownBy(() -> new Socket("127.0.0.2", port)).isInstanceOf(ConnectException.class);
  }

  private static void echoOnce(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(socket.getInputStream().readNBytes(4));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
