package io.alphaflow.simulator.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.LongSupplier;

/** Pings a client every 20 s with the time as payload and drops it after 60 s without that pong. */
final class Heartbeat {

  private static final long PING_EVERY_MILLIS = 20_000;
  private static final long LONGEST_SILENCE_MICROS = 60_000_000;

  private final ServerWebSocket socket;
  private final LongSupplier wall;
  private Buffer lastPayload = Buffer.buffer();
  private long lastPong;

  private Heartbeat(ServerWebSocket socket, LongSupplier wall) {
    this.socket = socket;
    this.wall = wall;
    this.lastPong = wall.getAsLong();
  }

  /** Begins; the timer returned must be cancelled when the connection ends. */
  static long start(Vertx vertx, ServerWebSocket socket, LongSupplier wall) {
    Heartbeat heartbeat = new Heartbeat(socket, wall);
    socket.pongHandler(heartbeat::pong);
    return vertx.setPeriodic(PING_EVERY_MILLIS, id -> heartbeat.ping());
  }

  private void ping() {
    long now = wall.getAsLong();
    if (now - lastPong > LONGEST_SILENCE_MICROS) {
      socket.close();
      return;
    }
    lastPayload = Buffer.buffer(Long.toString(now / 1_000));
    socket.writePing(lastPayload);
  }

  private void pong(Buffer payload) {
    if (payload.equals(lastPayload)) {
      lastPong = wall.getAsLong();
    }
  }
}
