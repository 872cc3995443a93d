package io.alphaflow.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Passes TCP connections on to a port and can cut all of them, as a bad network does. */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> sockets = new ArrayList<>();

  CuttingProxy(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections that are open, as far as is known. */
  synchronized int open() {
    sockets.removeIf(Socket::isClosed);
    return sockets.size() / 2;
  }

  /** Cuts what is open; new connections are taken. */
  synchronized int cut() throws IOException {
    int open = open();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    return open;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket venue = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        venue.setTcpNoDelay(true);
        synchronized (this) {
          sockets.add(client);
          sockets.add(venue);
        }
        daemon(() -> copy(client, venue));
        daemon(() -> copy(venue, client));
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Cut.
      return;
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
