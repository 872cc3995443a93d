package io.alphaflow.exchange.contract;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between an adapter and a venue, whatever its protocol, and spoils what it is told to: the
 * next request of a method is lost, or its answer is, or another answer is given in its place;
 * WebSockets are cut.
 */
final class FaultProxy implements AutoCloseable {

  /** What becomes of the next request of a method. */
  sealed interface Fault {
    /** Which requests it waits for. */
    String method();
  }

  /** The request is lost, the connection with it. */
  record LoseRequest(String method) implements Fault {}

  /** The venue gets the request; its answer is lost, the connection with it. */
  record LoseAnswer(String method) implements Fault {}

  /** The venue gets nothing; this is answered. */
  record Answer(String method, int status, Map<String, String> headers, String body)
      implements Fault {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final AtomicReference<Fault> fault = new AtomicReference<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<ServerWebSocket> sockets = ConcurrentHashMap.newKeySet();
  private final HttpServer server;
  private volatile int venuePort;

  FaultProxy() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::request)
            .webSocketHandler(this::socket)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  /** Passes on to a venue on this port from now on. */
  void to(int port) {
    venuePort = port;
  }

  String authority() {
    return "127.0.0.1:" + server.actualPort();
  }

  void next(Fault next) {
    fault.set(next);
  }

  /** {@code METHOD path} of all requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Cuts all WebSockets. */
  void cut() {
    sockets.forEach(socket -> socket.close((short) 1011));
  }

  int openSockets() {
    return sockets.size();
  }

  private void request(HttpServerRequest request) {
    requests.add(request.method() + " " + request.path());
    Fault now = fault.get();
    boolean hit = now != null && now.method().equals(request.method().name());
    if (hit && !fault.compareAndSet(now, null)) {
      hit = false;
    }
    Fault spoil = hit ? now : null;
    request.body().onSuccess(body -> forward(request, body, spoil));
  }

  private void forward(HttpServerRequest request, Buffer body, Fault spoil) {
    if (spoil instanceof LoseRequest) {
      request.connection().close();
      return;
    }
    if (spoil instanceof Answer answer) {
      request.response().setStatusCode(answer.status());
      answer.headers().forEach(request.response()::putHeader);
      request.response().end(answer.body());
      return;
    }
    client
        .request(request.method(), venuePort, "127.0.0.1", request.uri())
        .compose(
            out -> {
              request
                  .headers()
                  .forEach(
                      (name, value) -> {
                        if (!name.equalsIgnoreCase("content-length")) {
                          out.putHeader(name, value);
                        }
                      });
              return out.send(body);
            })
        .compose(
            in ->
                in.body()
                    .onSuccess(
                        answer -> {
                          if (spoil instanceof LoseAnswer) {
                            request.connection().close();
                            return;
                          }
                          request.response().setStatusCode(in.statusCode());
                          in.headers()
                              .forEach(
                                  (name, value) -> {
                                    if (!name.equalsIgnoreCase("transfer-encoding")) {
                                      request.response().putHeader(name, value);
                                    }
                                  });
                          request.response().end(answer);
                        }))
        .onFailure(e -> request.connection().close());
  }

  private void socket(ServerWebSocket socket) {
    socket.pause();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(venuePort).setURI(socket.uri());
    vertx
        .createWebSocketClient()
        .connect(options)
        .onSuccess(out -> join(socket, out))
        .onFailure(e -> socket.close((short) 1011));
  }

  private void join(ServerWebSocket in, WebSocket out) {
    if (in.isClosed()) {
      out.close();
      return;
    }
    sockets.add(in);
    in.textMessageHandler(out::writeTextMessage);
    in.binaryMessageHandler(out::writeBinaryMessage);
    out.textMessageHandler(in::writeTextMessage);
    out.binaryMessageHandler(in::writeBinaryMessage);
    in.closeHandler(
        done -> {
          sockets.remove(in);
          out.close();
        });
    out.closeHandler(done -> in.close());
    in.resume();
  }

  /** An address of this proxy in place of a venue's. */
  String instead(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + authority() + (uri.getPath() == null ? "" : uri.getPath());
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
