package io.alphaflow.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands TCP connections on to the same ports of another address: the servers of this cluster listen
 * on the loopback address only, which each network namespace has for itself.
 */
final class Relay implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final String to;
  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Thread> listeners = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Relay::daemon);

  private Relay(String to) {
    this.to = to;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    return thread;
  }

  /** Listens on ports of an address. */
  static Relay start(String listen, String to, List<Integer> ports) throws IOException {
    Relay relay = new Relay(to);
    try {
      for (int port : ports) {
        ServerSocket server = new ServerSocket();
        relay.servers.add(server);
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(listen), port));
        Thread listener = daemon(() -> relay.accept(server));
        relay.listeners.add(listener);
        listener.start();
      }
    } catch (IOException e) {
      relay.close();
      throw e;
    }
    return relay;
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        handOn(server.accept(), server.getLocalPort());
      } catch (IOException e) {
        // Closed, or a connection that was given up before it was taken.
      }
    }
  }

  private void handOn(Socket from, int port) throws IOException {
    try {
      threads.execute(() -> join(from, port));
    } catch (RejectedExecutionException e) {
      from.close(); // taken in the moment in which the relay was closed
    }
  }

  private void join(Socket from, int port) {
    try (from;
        Socket onwards = new Socket()) {
      onwards.connect(new InetSocketAddress(InetAddress.getByName(to), port));
      onwards.setTcpNoDelay(true);
      from.setTcpNoDelay(true);
      threads.execute(() -> copy(onwards, from));
      copy(from, onwards);
    } catch (IOException e) {
      // Who connected finds its connection closed.
    }
  }

  /** Until one of them ends; then both are closed. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // So ends a connection that the other copy has closed.
    }
  }

  @Override
  public void close() {
    for (ServerSocket server : servers) {
      try {
        server.close();
      } catch (IOException e) {
        // It listens no more, or never did.
      }
    }
    try {
      // Until the last has left accept(), the system takes connections all the same.
      for (Thread listener : listeners) {
        listener.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
