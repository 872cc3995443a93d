package io.alphaflow.exchange.wire;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket that connects again until it is closed: first after 250 ms, then after twice as long
 * each time, at most 8 s. A connection on which nothing arrived for 10 s, not even the answer to a
 * ping, is given up when the next ping is due, within 13 s: networks end connections without a
 * word, and now and then (Java 17) the JDK does not tell the end that it has seen. Binary frames
 * are taken as text in UTF-8.
 */
public final class ReconnectingSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReconnectingSocket.class);
  private static final long FIRST_DELAY_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5;
  private static final long PING_SECONDS = 3;
  private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

  /**
   * What is said on the connections, by one thread at a time: after the end of a connection nothing
   * of it is told any more. Must not block.
   */
  public interface Protocol {

    /** A new connection is open. */
    void opened(Link link);

    /** A whole message. */
    void message(Link link, String text);

    /** The connection has ended and another one will be tried; told once for each. */
    void ended(String reason);
  }

  /** One connection. */
  public interface Link {

    /** Sends a text; a failure ends the connection. Its text is never logged. */
    void send(String text);

    /** The connection serves its purpose: the next failure is a first one again. */
    void good();

    /** Gives the connection up. */
    void fail(String reason);
  }

  private final URI uri;
  private final Protocol protocol;
  private final ScheduledExecutorService scheduler;
  private Connection current;
  private int failures;
  private boolean closed;

  /** A socket that is not connected yet. */
  public ReconnectingSocket(URI uri, Protocol protocol, ScheduledExecutorService scheduler) {
    this.uri = uri;
    this.protocol = protocol;
    this.scheduler = scheduler;
  }

  /** Connects, and from then on stays connected. */
  public synchronized void connect() {
    if (closed) {
      return;
    }
    Connection connection = new Connection();
    current = connection;
    VenueHttp.webSocket()
        .buildAsync(uri, connection)
        .whenComplete(
            (socket, error) -> {
              if (error != null) {
                ended(connection, "cannot connect: " + VenueHttp.reason(error));
              }
            });
  }

  /** The end of a connection, told once: what an abandoned one still says is ignored. */
  private synchronized void ended(Connection connection, String reason) {
    if (closed || current != connection) {
      return;
    }
    current = null;
    connection.abort();
    protocol.ended(reason);
    long delay = FIRST_DELAY_MILLIS << Math.min(failures++, MOST_DOUBLINGS);
    later(this::connect, delay);
  }

  private void later(Runnable task, long millis) {
    try {
      scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the session is closed");
    }
  }

  private synchronized boolean isCurrent(Connection connection) {
    return !closed && current == connection;
  }

  /** Tells the protocol of a connection, if that still is the one. */
  private synchronized boolean tell(Connection connection, Runnable what) {
    boolean told = isCurrent(connection);
    if (told) {
      what.run();
    }
    return told;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.abort();
    }
  }

  private final class Connection implements WebSocket.Listener, Link {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);
    private volatile WebSocket socket;
    private volatile long lastHeard;

    @Override
    public void onOpen(WebSocket opened) {
      // Not before: connecting may have taken long.
      lastHeard = System.nanoTime();
      socket = opened;
      if (tell(this, () -> protocol.opened(this))) {
        opened.request(1);
        later(this::watch, PING_SECONDS * 1_000);
      } else {
        // Given up, or all is closed, while it was made.
        opened.abort();
      }
    }

    private void watch() {
      if (!isCurrent(this)) {
        return;
      }
      if (System.nanoTime() - lastHeard > SILENCE_NANOS) {
        fail("nothing arrived for 10 s");
        return;
      }
      after(() -> socket.sendPing(ByteBuffer.allocate(0)));
      later(this::watch, PING_SECONDS * 1_000);
    }

    @Override
    public void send(String message) {
      after(() -> socket.sendText(message, true));
    }

    /** Sends after what is being sent: a socket takes one message at a time. */
    private void after(Supplier<CompletableFuture<WebSocket>> send) {
      CompletableFuture<WebSocket> sent;
      synchronized (this) {
        sent = lastSent.handle((done, error) -> null).thenCompose(done -> send.get());
        lastSent = sent;
      }
      // Not while this is locked: an end locks the socket first.
      sent.whenComplete(
          (done, error) -> {
            if (error != null) {
              fail("cannot send: " + VenueHttp.reason(error));
            }
          });
    }

    @Override
    public void good() {
      synchronized (ReconnectingSocket.this) {
        failures = 0;
      }
    }

    @Override
    public void fail(String reason) {
      ended(this, reason);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        received(message);
      }
      return next(from);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] read = new byte[part.remaining()];
      part.get(read);
      bytes.writeBytes(read);
      if (last) {
        String message = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        received(message);
      }
      return next(from);
    }

    private void received(String message) {
      tell(this, () -> protocol.message(this, message));
    }

    private CompletionStage<?> next(WebSocket from) {
      lastHeard = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      return next(from);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      return next(from);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      fail("closed by the venue: " + status + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      fail(VenueHttp.reason(error));
    }

    void abort() {
      WebSocket opened = socket;
      if (opened != null) {
        opened.abort();
      }
    }
  }
}
