package io.alphaflow.simulator.server;

import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.RateLimits;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes WebSocket connections: market streams and the WebSocket API. */
final class WebSocketDoor {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketDoor.class);
  private static final String RAW = "/ws";
  private static final String COMBINED = "/stream";
  private static final String API = "/ws-api/v3";
  private static final int NOT_FOUND = 404;
  private static final int CONNECT_WEIGHT = 2;

  private final Vertx vertx;
  private final LongSupplier wall;
  private final RateLimits limits;
  private final MarketStreams streams;
  private final StreamCommands commands;
  private final UserStreams users;
  private final WsApi api;

  WebSocketDoor(
      Vertx vertx,
      LongSupplier wall,
      RateLimits limits,
      MarketStreams streams,
      UserStreams users,
      WsApi api) {
    this.vertx = vertx;
    this.wall = wall;
    this.limits = limits;
    this.streams = streams;
    this.commands = new StreamCommands(streams);
    this.users = users;
    this.api = api;
  }

  void handle(HttpServerRequest request) {
    String path = request.path();
    boolean known =
        path.equals(API) || path.equals(COMBINED) || path.equals(RAW) || path.startsWith(RAW + "/");
    if (!known) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    VenueTimeUnit unit;
    try {
      unit = VenueTimeUnit.parse(request.getParam("timeUnit"));
      if (path.equals(API)) {
        limits.charge(request.remoteAddress().hostAddress(), CONNECT_WEIGHT, wall.getAsLong());
      }
    } catch (ApiException e) {
      request.response().setStatusCode(e.httpStatus()).end(e.getMessage());
      return;
    }
    List<String> names = streamNames(request);
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              Outbox outbox = new Outbox(socket, limits.limits().bufferedMessages());
              long heartbeat = Heartbeat.start(vertx, socket, wall);
              Runnable leave =
                  path.equals(API)
                      ? openApi(socket, outbox, unit)
                      : openStreams(
                          socket, new StreamClient(outbox, unit, path.equals(COMBINED)), names);
              socket.closeHandler(
                  v -> {
                    vertx.cancelTimer(heartbeat);
                    leave.run();
                  });
            })
        .onFailure(e -> LOG.debug("WebSocket handshake failed", e));
  }

  /** The streams named in the address; percent-encoded names are decoded. */
  private static List<String> streamNames(HttpServerRequest request) {
    String names =
        request.path().equals(COMBINED)
            ? request.getParam("streams", "")
            : URLDecoder.decode(request.path().substring(RAW.length()), StandardCharsets.UTF_8);
    return Arrays.stream(names.split("/")).filter(n -> !n.isEmpty()).toList();
  }

  private Runnable openStreams(ServerWebSocket socket, StreamClient client, List<String> names) {
    names.forEach(n -> streams.subscribe(client, n));
    socket.textMessageHandler(text -> commands.handle(client, text));
    return () -> streams.remove(client);
  }

  private Runnable openApi(ServerWebSocket socket, Outbox outbox, VenueTimeUnit unit) {
    ApiSession session =
        new ApiSession(outbox, unit, socket.remoteAddress().hostAddress(), wall.getAsLong());
    users.add(session);
    socket.textMessageHandler(text -> api.handle(session, text, wall.getAsLong()));
    return () -> users.remove(session);
  }
}
