package io.alphaflow.simulator.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to one WebSocket client. A client that reads slowly makes only its own
 * messages wait; when too many wait it is cut off, as the venue does.
 */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final short POLICY_VIOLATION = 1008;

  private final ServerWebSocket socket;
  private final int mostWaiting;
  private final Queue<String> waiting = new ArrayDeque<>();
  private boolean cutOff;

  Outbox(ServerWebSocket socket, int mostWaiting) {
    this.socket = socket;
    this.mostWaiting = mostWaiting;
    socket.drainHandler(v -> drain());
  }

  void send(String message) {
    if (cutOff || socket.isClosed()) {
      return;
    }
    if (waiting.isEmpty() && !socket.writeQueueFull()) {
      socket.writeTextMessage(message);
    } else if (waiting.size() < mostWaiting) {
      waiting.add(message);
    } else {
      cutOff = true;
      waiting.clear();
      LOG.warn("client {} is too slow: cut off", socket.remoteAddress());
      socket.close(POLICY_VIOLATION, "too slow: " + mostWaiting + " messages wait");
    }
  }

  /** Ends the connection with a close frame. */
  void close(short status, String reason) {
    waiting.clear();
    if (!socket.isClosed()) {
      socket.close(status, reason);
    }
  }

  /** Cuts the connection with a TCP reset, as a network that breaks does. */
  void reset() {
    waiting.clear();
    Channel channel = ((WebSocketInternal) socket).channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Past the handlers that would say goodbye first.
    channel.pipeline().firstContext().close();
  }

  private void drain() {
    while (!waiting.isEmpty() && !socket.writeQueueFull()) {
      socket.writeTextMessage(waiting.remove());
    }
  }
}
