package io.alphaflow.exchange.wire;

import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamListener;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A market stream over a WebSocket, whatever its protocol: frames are delivered as they are asked
 * for. Pings of the venue are answered by the JDK. Only frames with market data use up what was
 * requested; a message of the venue can be several frames, or none.
 *
 * <p>Answers to our own requests come in the same order of messages as market data, so while one is
 * awaited messages are read even when no frames are requested, and kept up to a bound.
 */
public abstract class FrameStream implements MarketStream, WebSocket.Listener {

  /** Characters of a message, and of all frames that are kept while an answer is awaited. */
  public static final int MAX_CHARACTERS = 16 << 20;

  /** Messages asked of the socket at a time: each may be several frames. */
  private static final int MOST_ASKED = 256;

  private record Frame(String text, long receivedAt) {}

  private final StreamListener listener;
  private final StringBuilder partial = new StringBuilder();
  private final long openedAt = System.nanoTime();
  private volatile long lastSign = openedAt;
  private volatile WebSocket socket;

  /** Guards the order of what is sent. */
  private final Object sending = new Object();

  private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);

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

  /** A stream that is not open yet. */
  protected FrameStream(StreamListener listener) {
    this.listener = listener;
  }

  /** Connects a stream. */
  public static CompletableFuture<MarketStream> open(URI uri, FrameStream stream) {
    return VenueHttp.webSocket()
        .buildAsync(uri, stream)
        .handle(
            (socket, error) -> {
              if (error != null) {
                throw new MarketDataException(
                    "the stream " + uri + " cannot be opened: " + VenueHttp.reason(error),
                    Duration.ZERO,
                    null);
              }
              return stream;
            });
  }

  /** What is in a message: the frames to deliver, none when it is about the connection. */
  protected abstract List<String> frames(String message);

  /** Whether an answer to a request of ours is still to come. */
  protected abstract boolean awaitsAnswer();

  /** The connection has ended: requests get no answers any more. Told once or twice. */
  protected abstract void over(String reason);

  /** Sends something when its turn comes. */
  protected void paced(Supplier<CompletableFuture<?>> send) {
    send.get();
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    lastSign = System.nanoTime();
  }

  /** Sends a text; a failure ends the stream. */
  protected final CompletableFuture<?> sendText(String text) {
    return send(() -> socket.sendText(text, true));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    lastSign = System.nanoTime();
    if (partial.length() + data.length() > MAX_CHARACTERS) {
      partial.setLength(0);
      giveUp("a frame is longer than " + MAX_CHARACTERS + " characters");
      return null;
    }
    if (last) {
      String text = data.toString();
      if (partial.length() > 0) {
        text = partial.append(text).toString();
        partial.setLength(0);
      }
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      for (String frame : frames(text)) {
        keep(new Frame(frame, now));
      }
      deliver();
    } else {
      partial.append(data);
    }
    return used();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    // No venue sends market data so.
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

  /** Reads on if somebody waits for what comes. */
  protected final void askSocket() {
    long more;
    synchronized (lock) {
      boolean readsForAnswer = awaitsAnswer() && keptCharacters < MAX_CHARACTERS;
      long wanted = Math.max(requested - kept.size(), readsForAnswer ? 1 : 0);
      more = closed || ended != null ? 0 : Math.min(wanted, MOST_ASKED) - askedOfSocket;
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

  /** Ends the stream and its connection because of what came. */
  protected final void giveUp(String reason) {
    end("ended by us: " + reason);
    socket.abort();
  }

  private void end(String reason) {
    synchronized (lock) {
      if (ended != null) {
        return;
      }
      ended = reason;
    }
    over(reason);
    deliver();
  }

  private interface Send {
    CompletableFuture<?> now();
  }

  /** Sends after what is being sent: a socket takes one message at a time. */
  private CompletableFuture<?> send(Send send) {
    CompletableFuture<?> sent;
    synchronized (sending) {
      sent = lastSent.handle((done, error) -> null).thenCompose(done -> send.now());
      lastSent = sent;
    }
    return sent.whenComplete(
        (done, error) -> {
          if (error != null) {
            end("broken: " + VenueHttp.reason(error));
          }
        });
  }

  @Override
  public final void request(int frames) {
    synchronized (lock) {
      requested += frames;
    }
    deliver();
    askSocket();
  }

  @Override
  public final void ping() {
    synchronized (lock) {
      if (pingWaits) {
        return;
      }
      pingWaits = true;
    }
    paced(
        () -> {
          synchronized (lock) {
            pingWaits = false;
          }
          return send(() -> socket.sendPing(ByteBuffer.allocate(0)));
        });
  }

  @Override
  public final long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastSign);
  }

  @Override
  public final long ageMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
  }

  @Override
  public final void close() {
    synchronized (lock) {
      closed = true;
      kept.clear();
    }
    over("was closed");
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
