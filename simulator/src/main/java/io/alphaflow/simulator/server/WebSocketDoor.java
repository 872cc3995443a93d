package io.alphaflow.simulator.server;

import io.alphaflow.simulator.ConnectionLimits;
import io.alphaflow.simulator.faults.FaultRule.On;
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
  private static final short POLICY_VIOLATION = 1008;

  private final Vertx vertx;
  private final LongSupplier wall;
  private final RateLimits limits;
  private final MarketStreams streams;
  private final StreamCommands commands;
  private final UserStreams users;
  private final WsApi api;
  private final StreamFaults faults;

  WebSocketDoor(
      Vertx vertx,
      LongSupplier wall,
      RateLimits limits,
      MarketStreams streams,
      UserStreams users,
      WsApi api,
      StreamFaults faults) {
    this.vertx = vertx;
    this.wall = wall;
    this.limits = limits;
    this.streams = streams;
    this.commands = new StreamCommands(streams, limits.limits().connections().streams());
    this.users = users;
    this.api = api;
    this.faults = faults;
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
    List<String> names = streamNames(request);
    try {
      unit = VenueTimeUnit.parse(request.getParam("timeUnit"));
      admit(request, names);
    } catch (ApiException e) {
      request.response().setStatusCode(e.httpStatus()).end(e.getMessage());
      return;
    }
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              if (path.equals(API)) {
                openApi(socket, unit);
              } else {
                openStreams(socket, unit, path.equals(COMBINED), names);
              }
            })
        .onFailure(e -> LOG.debug("WebSocket handshake failed", e));
  }

  private void admit(HttpServerRequest request, List<String> names) {
    String address = request.remoteAddress().hostAddress();
    limits.connected(address, wall.getAsLong());
    if (request.path().equals(API)) {
      limits.charge(address, CONNECT_WEIGHT, wall.getAsLong());
    } else if (names.size() > limits.limits().connections().streams()) {
      throw ApiException.of(4, "Too many subscriptions");
    }
  }

  /** The streams named in the address; percent-encoded names are decoded. */
  private static List<String> streamNames(HttpServerRequest request) {
    String names =
        request.path().equals(COMBINED)
            ? request.getParam("streams", "")
            : URLDecoder.decode(request.path().substring(RAW.length()), StandardCharsets.UTF_8);
    return Arrays.stream(names.split("/")).filter(n -> !n.isEmpty()).toList();
  }

  private void openStreams(
      ServerWebSocket socket, VenueTimeUnit unit, boolean combined, List<String> names) {
    ConnectionLimits rules = limits.limits().connections();
    StreamClient client = new StreamClient(outbox(socket), unit, combined);
    MessageRate rate = new MessageRate(rules.messagesPerSecond());
    Runnable heard =
        () -> {
          if (!rate.count(wall.getAsLong())) {
            socket.close(POLICY_VIOLATION, "Too many requests");
          }
        };
    Runnable heartbeat = Heartbeat.start(vertx, socket, wall, rules, heard);
    names.forEach(n -> streams.subscribe(client, n));
    faults.opened(client, On.MARKET);
    socket.frameHandler(
        frame -> {
          if (frame.isPing()) {
            heard.run();
          }
        });
    socket.textMessageHandler(
        text -> {
          heard.run();
          if (!socket.isClosed()) {
            commands.handle(client, text);
          }
        });
    socket.closeHandler(
        v -> {
          heartbeat.run();
          faults.closed(client);
          streams.remove(client);
        });
  }

  private void openApi(ServerWebSocket socket, VenueTimeUnit unit) {
    Runnable heartbeat =
        Heartbeat.start(vertx, socket, wall, limits.limits().connections(), () -> {});
    StreamClient client = new StreamClient(outbox(socket), unit, false);
    ApiSession session =
        new ApiSession(client, socket.remoteAddress().hostAddress(), wall.getAsLong());
    users.add(session);
    faults.opened(client, On.USER);
    socket.textMessageHandler(text -> api.handle(session, text, wall.getAsLong()));
    socket.closeHandler(
        v -> {
          heartbeat.run();
          faults.closed(client);
          users.remove(session);
        });
  }

  private Outbox outbox(ServerWebSocket socket) {
    return new Outbox(socket, limits.limits().bufferedMessages());
  }
}
