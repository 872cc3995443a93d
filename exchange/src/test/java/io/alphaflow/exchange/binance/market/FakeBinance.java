package io.alphaflow.exchange.binance.market;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
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
import java.util.function.UnaryOperator;

/**
 * A server on one port that answers GET requests with prepared texts and turns requests for {@code
 * /stream} into WebSockets that acknowledge requests for streams, written from RFC 6455 so that it
 * shares no code with the client.
 */
final class FakeBinance implements AutoCloseable {

  record Answer(int status, String headers, String body) {}

  /** A frame of the client, with {@link System#nanoTime}; requests for streams are its texts. */
  record Received(long nanos, int opcode, String text) {}

  static final int TEXT = 1;
  private static final int CONTINUATION = 0;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Long> requestNanos = new CopyOnWriteArrayList<>();
  final List<Received> received = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
  final BlockingQueue<FakeBinance.Connection> connections = new LinkedBlockingQueue<>();

  /** What is sent back for a request for streams; none when empty. */
  volatile UnaryOperator<String> streamAnswers = FakeBinance::acknowledge;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  FakeBinance() throws IOException {
    daemon(this::accept);
  }

  static String acknowledge(String request) {
    return "{\"result\":null,\"id\":" + request.replaceAll(".*\"id\":(\\d+).*", "$1") + "}";
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
        requestNanos.add(System.nanoTime());
        requests.add(head);
        String path = head.split(" ")[1];
        if (path.startsWith("/stream") && !answers.containsKey(path)) {
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

    /** The beginning of a message or, with {@code begun}, more of it; the end never comes. */
    void part(byte[] payload, boolean begun) throws IOException {
      frame(begun ? CONTINUATION : TEXT, payload);
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
      DataOutputStream frame = new DataOutputStream(out);
      frame.write(first);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else if (payload.length < 1 << 16) {
        frame.write(126);
        frame.writeShort(payload.length);
      } else {
        frame.write(127);
        frame.writeLong(payload.length);
      }
      frame.write(payload);
      out.flush();
    }

    private void readFrames(InputStream in) throws IOException {
      for (int first = in.read(); first >= 0; first = in.read()) {
        int length = in.read() & 0x7F;
        if (length == 126) {
          length = in.read() << 8 | in.read();
        } else if (length > 125) {
          throw new IOException("the client sends no frames above 64 KiB");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
          payload[i] ^= mask[i % 4];
        }
        int opcode = first & 0x0F;
        String text = new String(payload, StandardCharsets.UTF_8);
        received.add(new Received(System.nanoTime(), opcode, text));
        if (opcode == PONG) {
          pongs.add(text);
        } else if (opcode == PING) {
          frame(0x80 | PONG, payload);
        } else if (opcode == TEXT) {
          String answer = streamAnswers.apply(text);
          if (!answer.isEmpty()) {
            text(answer);
          }
        }
      }
    }
  }
}
