package io.alphaflow.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket client that only counts what it hears. */
final class CountingSocket implements WebSocket.Listener, AutoCloseable {

  private final AtomicInteger messages = new AtomicInteger();
  private final WebSocket socket;

  private CountingSocket(String url) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(url), this).join();
  }

  static CountingSocket open(String url) {
    return new CountingSocket(url);
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    if (last) {
      messages.incrementAndGet();
    }
    webSocket.request(1);
    return null;
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  void awaitMessages(int count) throws InterruptedException {
    while (messages.get() < count) {
      Thread.sleep(2);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
