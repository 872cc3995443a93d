package io.alphaflow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** TCP ports on the loopback address. */
public final class Ports {
  /** Spelled out, so that nothing depends on how this machine resolves {@code localhost}. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int HIGHEST = 65_535;

  private Ports() {}

  /** A port that nobody listened on a moment ago. Another program may still take it first. */
  public static int free() {
    return bind(0);
  }

  /**
   * The wanted port, or a free one if {@code wanted} is 0.
   *
   * @throws IllegalStateException if the wanted port is taken; the message names {@code purpose}
   */
  public static int claim(int wanted, String purpose) {
    if (wanted < 0 || wanted > HIGHEST) {
      throw new IllegalArgumentException(
          "port of " + purpose + " is " + wanted + ", must be 0 (any free one) to 65535");
    }
    try {
      return bind(wanted);
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(
          "port %d, wanted for %s, is taken on %s: stop what listens there or choose another"
              .formatted(wanted, purpose, LOOPBACK),
          e);
    }
  }

  /**
   * Ports in a row that nobody listened on a moment ago, for a program that takes the first that is
   * free.
   *
   * @return the first and the last, such as {@code 9249-9256}
   */
  public static String freeRange(int size) {
    while (true) {
      int first = free();
      if (IntStream.range(first + 1, first + size).allMatch(Ports::isFree)) {
        return first + "-" + (first + size - 1);
      }
    }
  }

  private static boolean isFree(int port) {
    try {
      return port <= HIGHEST && bind(port) == port;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int bind(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
