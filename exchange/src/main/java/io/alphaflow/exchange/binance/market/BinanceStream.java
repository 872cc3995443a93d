package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamListener;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A combined stream's connection. Pings of the venue are answered by the JDK. Only whole text
 * frames use up what was requested; everything else is asked for again at once.
 */
final class BinanceStream implements MarketStream, WebSocket.Listener {

  private final StreamListener listener;
  private final StringBuilder partial = new StringBuilder();
  private volatile WebSocket socket;
  private volatile boolean ended;
  private volatile long lastSign = System.nanoTime();

  BinanceStream(StreamListener listener) {
    this.listener = listener;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    lastSign = System.nanoTime();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    lastSign = System.nanoTime();
    if (!last) {
      partial.append(data);
      from.request(1);
      return null;
    }
    String text;
    if (partial.length() == 0) {
      text = data.toString();
    } else {
      text = partial.append(data).toString();
      partial.setLength(0);
    }
    if (!ended) {
      listener.onFrame(text, WallClock.micros());
    }
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    // Not part of the protocol; there is no market data in it.
    return sign(from);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    return sign(from);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    return sign(from);
  }

  private CompletionStage<?> sign(WebSocket from) {
    lastSign = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    end("closed by the venue with status " + status + (reason.isEmpty() ? "" : ": " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end("broken: " + error);
  }

  private void end(String reason) {
    if (!ended) {
      ended = true;
      listener.onEnd(reason);
    }
  }

  @Override
  public void request(int frames) {
    socket.request(frames);
  }

  @Override
  public void ping() {
    socket
        .sendPing(ByteBuffer.allocate(0))
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                end("broken: " + error);
              }
            });
  }

  @Override
  public long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastSign);
  }

  @Override
  public void close() {
    ended = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
