package io.alphaflow.exchange.binance.trading;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers each path as a test says, and remembers what it was asked. */
final class HttpVenue implements AutoCloseable {

  /** A request as it came. */
  record Asked(String method, String path, String query, String body, String apiKey) {}

  /** What to answer; status 0 cuts the connection, below 0 never answers. */
  record Canned(int status, String body, Map<String, String> headers) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  HttpVenue() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answer(String methodAndPath, int status, String body) {
    answers.put(methodAndPath, new Canned(status, body, Map.of()));
  }

  void answer(String methodAndPath, int status, String body, Map<String, String> headers) {
    answers.put(methodAndPath, new Canned(status, body, headers));
  }

  List<Asked> asked(String path) {
    return asked.stream().filter(a -> a.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    String key = exchange.getRequestHeaders().getFirst("X-MBX-APIKEY");
    asked.add(new Asked(method, path, query == null ? "" : query, body, key));
    Canned canned = answers.getOrDefault(method + " " + path, new Canned(404, "{}", Map.of()));
    if (canned.status() < 0) {
      return;
    }
    if (canned.status() == 0) {
      exchange.close();
      return;
    }
    canned.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
