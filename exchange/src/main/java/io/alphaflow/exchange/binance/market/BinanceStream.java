package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.binance.limits.WallClock;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamListener;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A combined stream's connection. Pings of the venue are answered by the JDK. Only whole text
 * frames with market data use up what was requested.
 *
 * <p>Answers to our own requests come in the same order of frames as market data, so while one is
 * awaited frames are read even when none are requested, and kept up to a bound.
 */
final class BinanceStream implements MarketStream, WebSocket.Listener {

  /** Characters of a frame, and of all frames that are kept while an answer is awaited. */
  static final int MAX_CHARACTERS = 16 << 20;

  private record Frame(String text, long receivedAt) {}

  private final StreamListener listener;
  private final StringBuilder partial = new StringBuilder();
  private final Pacer pacer = new Pacer();
  private final StreamRequests requests;
  private final long openedAt = System.nanoTime();
  private volatile long lastSign = openedAt;
  private volatile WebSocket socket;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Deque<Frame> kept = new ArrayDeque<>();
  private long keptCharacters;
  private long requested;
  private long askedOfSocket;
  private boolean delivering;
  private boolean pingWaits;
  private boolean closed;
  private boolean endTold;
  private String ended;

  BinanceStream(StreamListener listener, Duration patience) {
    this.listener = listener;
    this.requests =
        new StreamRequests(pacer, text -> send(() -> socket.sendText(text, true)), patience);
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    lastSign = System.nanoTime();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    lastSign = System.nanoTime();
    if (partial.length() + data.length() > MAX_CHARACTERS) {
      partial.setLength(0);
      end("ended by us: a frame is longer than " + MAX_CHARACTERS + " characters");
      from.abort();
      return null;
    }
    if (last) {
      String text = data.toString();
      if (partial.length() > 0) {
        text = partial.append(text).toString();
        partial.setLength(0);
      }
      if (!requests.takes(text)) {
        keep(new Frame(text, WallClock.micros()));
        deliver();
      }
    } else {
      partial.append(data);
    }
    return used();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    // Not part of the protocol; there is no market data in it.
    return sign();
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    return sign();
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    return sign();
  }

  private CompletionStage<?> sign() {
    lastSign = System.nanoTime();
    return used();
  }

  /** One of the socket's deliveries is over: it may need to be asked for the next. */
  private CompletionStage<?> used() {
    synchronized (lock) {
      askedOfSocket--;
    }
    askSocket();
    return null;
  }

  private void askSocket() {
    long more;
    synchronized (lock) {
      boolean readsForAnswer = requests.waiting() && keptCharacters < MAX_CHARACTERS;
      long wanted = Math.max(requested - kept.size(), readsForAnswer ? 1 : 0);
      more = closed || ended != null ? 0 : wanted - askedOfSocket;
      if (more <= 0) {
        return;
      }
      askedOfSocket += more;
    }
    socket.request(more);
  }

  private void keep(Frame frame) {
    synchronized (lock) {
      kept.addLast(frame);
      keptCharacters += frame.text().length();
    }
  }

  /** Gives the listener what it may have; one thread does it, others leave it the work. */
  private void deliver() {
    while (true) {
      Frame frame = null;
      synchronized (lock) {
        if (delivering || closed) {
          return;
        }
        if (requested > 0 && !kept.isEmpty()) {
          frame = kept.removeFirst();
          keptCharacters -= frame.text().length();
          requested--;
        } else if (kept.isEmpty() && ended != null && !endTold) {
          endTold = true;
        } else {
          return;
        }
        delivering = true;
      }
      try {
        if (frame != null) {
          listener.onFrame(frame.text(), frame.receivedAt());
        } else {
          listener.onEnd(ended);
        }
      } finally {
        synchronized (lock) {
          delivering = false;
        }
      }
    }
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
    synchronized (lock) {
      if (ended != null) {
        return;
      }
      ended = reason;
    }
    requests.end(reason);
    deliver();
  }

  private interface Send {
    CompletableFuture<?> now();
  }

  private CompletableFuture<?> send(Send send) {
    return send.now()
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                end("broken: " + error);
              }
            });
  }

  @Override
  public CompletableFuture<Void> subscribe(Collection<StreamKey> keys) {
    CompletableFuture<Void> done = requests.subscribe(names(keys));
    askSocket();
    return done;
  }

  @Override
  public CompletableFuture<Void> unsubscribe(Collection<StreamKey> keys) {
    CompletableFuture<Void> done = requests.unsubscribe(names(keys));
    askSocket();
    return done;
  }

  private static List<String> names(Collection<StreamKey> keys) {
    return keys.stream().map(StreamNames::of).distinct().toList();
  }

  @Override
  public void request(int frames) {
    synchronized (lock) {
      requested += frames;
    }
    deliver();
    askSocket();
  }

  @Override
  public void ping() {
    synchronized (lock) {
      if (pingWaits) {
        return;
      }
      pingWaits = true;
    }
    pacer.first(
        () -> {
          synchronized (lock) {
            pingWaits = false;
          }
          return send(() -> socket.sendPing(ByteBuffer.allocate(0)));
        });
  }

  @Override
  public long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastSign);
  }

  @Override
  public long ageMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      kept.clear();
    }
    requests.end("was closed");
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
