package io.alphaflow.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP proxy in front of a local port, with a network that fails when a test says so. */
final class CuttableProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int target;
  private volatile boolean cut;
  private volatile boolean swallowing;

  CuttableProxy(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends all connections, and every new one at once. */
  void cut() {
    cut = true;
    sockets.forEach(CuttableProxy::end);
    sockets.clear();
  }

  /** Requests still arrive, answers do not. */
  void swallowAnswers() {
    swallowing = true;
  }

  /** The network works again. */
  void restore() {
    swallowing = false;
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // The target or the proxy is closed: the connection does not come about.
        continue;
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (cut) {
      end(client);
      return;
    }
    Socket venue = new Socket(InetAddress.getLoopbackAddress(), target);
    client.setTcpNoDelay(true);
    venue.setTcpNoDelay(true);
    sockets.add(client);
    sockets.add(venue);
    daemon(() -> copy(client, venue, false));
    daemon(() -> copy(venue, client, true));
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!answers || !swallowing) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Cut, or one side went away: so does the other.
      end(from);
    }
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cuttable-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
