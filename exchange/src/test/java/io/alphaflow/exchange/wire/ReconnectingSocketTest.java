package io.alphaflow.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that the test holds by the hand, frame by frame. */
@Timeout(30)
class ReconnectingSocketTest {

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    scheduler.shutdownNow();
    server.close();
  }

  private ReconnectingSocket socket(ReconnectingSocket.Protocol protocol) {
    URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort());
    return new ReconnectingSocket(uri, protocol, scheduler);
  }

  /** Writes down what it is told. */
  private class Notes implements ReconnectingSocket.Protocol {
    @Override
    public void opened(ReconnectingSocket.Link link) {
      told.add("opened");
    }

    @Override
    public void message(ReconnectingSocket.Link link, String text) {
      told.add(text);
    }

    @Override
    public void ended(String reason) {
      told.add("ended");
    }
  }

  @Test
  void aConnectionThatComesAfterTheEndIsGivenBack() throws Exception {
    try (ReconnectingSocket socket = socket(new Notes())) {
      socket.connect();
      try (Socket client = server.accept()) {
        client.setSoTimeout(10_000);
        String key = key(client);
        socket.close();
        agree(client, key);
        assertThat(client.getInputStream().read()).as("the end of the stream").isEqualTo(-1);
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void theEndIsToldAfterWhatWasBeingTold() throws Exception {
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    CompletableFuture<ReconnectingSocket.Link> current = new CompletableFuture<>();
    Notes slow =
        new Notes() {
          @Override
          public void opened(ReconnectingSocket.Link link) {
            super.opened(link);
            current.complete(link);
          }

          @Override
          public void message(ReconnectingSocket.Link link, String text) {
            within.countDown();
            try {
              ending.await();
              // Time enough for an end that would not wait.
              Thread.sleep(300);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            super.message(link, text);
          }
        };
    try (ReconnectingSocket socket = socket(slow)) {
      socket.connect();
      try (Socket client = server.accept()) {
        agree(client, key(client));
        client.getOutputStream().write(frame("subscribed"));
        within.await();
        Thread end =
            new Thread(
                () -> {
                  ending.countDown();
                  current.join().fail("the test wants it");
                });
        end.start();
        end.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(told).containsExactly("opened", "subscribed", "ended");
      }
    }
  }

  /** The key of the request to upgrade, which is read. */
  private static String key(Socket client) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String key = "";
    for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).trim();
      }
    }
    return key;
  }

  /** RFC 6455, 4.2.2. */
  private static void agree(Socket client, String key)
      throws IOException, NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-1")
            .digest(
                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  /** A short text, whole and not masked, as a server sends it. */
  private static byte[] frame(String text) {
    byte[] bytes = new byte[2 + text.length()];
    bytes[0] = (byte) 0x81;
    bytes[1] = (byte) text.length();
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 2, text.length());
    return bytes;
  }
}
