package io.alphaflow.exchange.binance.market;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server on one port that answers GET requests with prepared texts and turns requests for {@code
 * /stream} into WebSockets, written from RFC 6455 so that it shares no code with the client.
 */
final class FakeBinance implements AutoCloseable {

  record Answer(int status, String headers, String body) {}

  private static final int TEXT = 1;
  private static final int CONTINUATION = 0;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
  final BlockingQueue<FakeBinance.Connection> connections = new LinkedBlockingQueue<>();

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  FakeBinance() throws IOException {
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-binance");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        requests.add(head);
        String path = head.split(" ")[1];
        if (path.startsWith("/stream")) {
          Connection connection = new Connection(socket, out);
          connection.upgrade(head);
          connections.add(connection);
          connection.readFrames(in);
          return;
        }
        Answer answer = answers.getOrDefault(path, new Answer(404, "", "{\"code\":-1}"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String status = "HTTP/1.1 " + answer.status() + " X\r\n" + answer.headers();
        out.write((status + "Content-Length: " + body.length + "\r\n\r\n").getBytes());
        out.write(body);
        out.flush();
      }
    } catch (IOException e) {
      // The client went away.
      return;
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      if (head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** The server's end of a WebSocket. */
  final class Connection {
    private final Socket socket;
    private final OutputStream out;

    Connection(Socket socket, OutputStream out) {
      this.socket = socket;
      this.out = out;
    }

    private void upgrade(String head) throws IOException {
      String key =
          head.lines()
              .filter(l -> l.toLowerCase().startsWith("sec-websocket-key:"))
              .findFirst()
              .orElseThrow()
              .substring(18)
              .trim();
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes());
        out.write(
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest)
                    + "\r\n\r\n")
                .getBytes());
        out.flush();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void text(String text) throws IOException {
      frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void textInTwoFrames(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      frame(TEXT, Arrays.copyOf(bytes, 10));
      frame(0x80 | CONTINUATION, Arrays.copyOfRange(bytes, 10, bytes.length));
    }

    void ping(String payload) throws IOException {
      frame(0x80 | PING, payload.getBytes(StandardCharsets.UTF_8));
    }

    void end() throws IOException {
      frame(0x80 | CLOSE, new byte[] {3, (byte) 0xE8, 'b', 'y', 'e'});
    }

    void drop() throws IOException {
      socket.close();
    }

    private synchronized void frame(int first, byte[] payload) throws IOException {
      out.write(first);
      if (payload.length < 126) {
        out.write(payload.length);
      } else {
        out.write(126);
        out.write(payload.length >> 8);
        out.write(payload.length);
      }
      out.write(payload);
      out.flush();
    }

    private void readFrames(InputStream in) throws IOException {
      for (int first = in.read(); first >= 0; first = in.read()) {
        int length = in.read() & 0x7F;
        if (length > 125) {
          throw new IOException("the client sends no long frames");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
          payload[i] ^= mask[i % 4];
        }
        int opcode = first & 0x0F;
        if (opcode == PONG) {
          pongs.add(new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == PING) {
          frame(0x80 | PONG, payload);
        }
      }
    }
  }
}
