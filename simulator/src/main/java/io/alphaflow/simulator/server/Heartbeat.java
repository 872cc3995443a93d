package io.alphaflow.simulator.server;

import io.alphaflow.simulator.ConnectionLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.LongSupplier;

/**
 * Pings a client with the time as payload, drops it when too long no such pong came, and ends every
 * connection at the end of its life.
 */
final class Heartbeat {

  private static final short GOING_AWAY = 1001;
  private static final long MICROS_PER_MILLI = 1_000;

  private final ServerWebSocket socket;
  private final LongSupplier wall;
  private final long longestSilenceMicros;
  private Buffer lastPayload = Buffer.buffer();
  private long lastPong;

  private Heartbeat(ServerWebSocket socket, LongSupplier wall, ConnectionLimits limits) {
    this.socket = socket;
    this.wall = wall;
    this.longestSilenceMicros = limits.longestSilence().toMillis() * MICROS_PER_MILLI;
    this.lastPong = wall.getAsLong();
  }

  /**
   * Begins.
   *
   * @param onPong told of every pong
   * @return ends it; to be called when the connection has ended
   */
  static Runnable start(
      Vertx vertx,
      ServerWebSocket socket,
      LongSupplier wall,
      ConnectionLimits limits,
      Runnable onPong) {
    Heartbeat heartbeat = new Heartbeat(socket, wall, limits);
    socket.pongHandler(
        payload -> {
          heartbeat.pong(payload);
          onPong.run();
        });
    long pings = vertx.setPeriodic(limits.pingEvery().toMillis(), id -> heartbeat.ping());
    long life =
        vertx.setTimer(
            limits.life().toMillis(),
            id -> socket.close(GOING_AWAY, "the connection's life has ended"));
    return () -> {
      vertx.cancelTimer(pings);
      vertx.cancelTimer(life);
    };
  }

  private void ping() {
    long now = wall.getAsLong();
    if (now - lastPong > longestSilenceMicros) {
      socket.close();
      return;
    }
    lastPayload = Buffer.buffer(Long.toString(now / MICROS_PER_MILLI));
    socket.writePing(lastPayload);
  }

  private void pong(Buffer payload) {
    if (payload.equals(lastPayload)) {
      lastPong = wall.getAsLong();
    }
  }
}
