package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.Json;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user data stream over the WebSocket API, subscribed by a signed request. After a failure it
 * connects again, first after 250 ms, then after twice as long each time, at most 8 s. A connection
 * on which nothing arrived for 30 s, not even the answer to a ping, is given up.
 */
final class BinanceUserStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceUserStream.class);
  private static final long FIRST_DELAY_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5;
  private static final long PING_SECONDS = 10;
  private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final URI uri;
  private final Credentials credentials;
  private final VenueClock clock;
  private final long recvWindowMillis;
  private final Symbols symbols;
  private final UserEvents events;
  private final ScheduledExecutorService scheduler;
  private Connection current;
  private int failures;
  private boolean closed;

  BinanceUserStream(
      String wsApiUrl,
      Credentials credentials,
      VenueClock clock,
      Duration recvWindow,
      Symbols symbols,
      UserEvents events,
      ScheduledExecutorService scheduler) {
    this.uri = URI.create(wsApiUrl + "?timeUnit=MICROSECOND");
    this.credentials = credentials;
    this.clock = clock;
    this.recvWindowMillis = recvWindow.toMillis();
    this.symbols = symbols;
    this.events = events;
    this.scheduler = scheduler;
  }

  synchronized void connect() {
    if (closed) {
      return;
    }
    Connection connection = new Connection();
    current = connection;
    BinanceHttp.webSocket()
        .buildAsync(uri, connection)
        .whenComplete(
            (socket, error) -> {
              if (error != null) {
                ended(connection, "cannot connect: " + error.getClass().getSimpleName());
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
    events.interrupted(reason);
    long delay = FIRST_DELAY_MILLIS << Math.min(failures++, MOST_DOUBLINGS);
    try {
      scheduler.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the session is closed: no further connection");
    }
  }

  private synchronized void subscribed() {
    failures = 0;
    events.subscribed();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.abort();
    }
  }

  private String subscription() {
    Credentials.Key key = credentials.key();
    Parameters parameters =
        new Parameters()
            .add("apiKey", key.id())
            .add("recvWindow", recvWindowMillis)
            .add("timestamp", Math.floorDiv(clock.micros(), 1_000L));
    ObjectNode request = Reply.JSON.createObjectNode();
    request.put("id", "subscribe").put("method", "userDataStream.subscribe.signature");
    ObjectNode params = request.putObject("params");
    params.put("apiKey", key.id());
    params.put("recvWindow", recvWindowMillis);
    params.put("timestamp", Long.parseLong(parameters.values().get("timestamp")));
    params.put("signature", key.signer().sign(parameters.sortedPlain()));
    return request.toString();
  }

  private final class Connection implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private volatile WebSocket socket;
    private volatile long lastHeard = System.nanoTime();

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
      opened
          .sendText(subscription(), true)
          .whenComplete(
              (sent, error) -> {
                if (error != null) {
                  ended(this, "cannot subscribe: " + error.getClass().getSimpleName());
                }
              });
      watch();
    }

    private void watch() {
      try {
        scheduler.schedule(this::ping, PING_SECONDS, TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("the session is closed: the connection is not watched any more");
      }
    }

    private void ping() {
      synchronized (BinanceUserStream.this) {
        if (closed || current != this) {
          return;
        }
      }
      if (System.nanoTime() - lastHeard > SILENCE_NANOS) {
        ended(this, "nothing arrived for 30 s");
        return;
      }
      socket.sendPing(ByteBuffer.allocate(0));
      watch();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      lastHeard = System.nanoTime();
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        received(message);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      lastHeard = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      lastHeard = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      ended(this, "closed by the venue: " + status + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended(this, error.getClass().getSimpleName() + ": " + error.getMessage());
    }

    void abort() {
      WebSocket opened = socket;
      if (opened != null) {
        opened.abort();
      }
    }

    private void received(String message) {
      try {
        JsonNode json = Reply.JSON.readTree(message);
        if (json.path("id").asText().equals("subscribe")) {
          answered(json);
        } else {
          event(json.path("event"));
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        events.unreadable(message, e.getClass().getSimpleName());
      }
    }

    private void answered(JsonNode json) {
      int status = json.path("status").asInt();
      if (status == 200) {
        subscribed();
      } else {
        JsonNode error = json.path("error");
        ended(
            this,
            "the subscription was refused: "
                + error.path("code").asInt()
                + ": "
                + error.path("msg").asText());
      }
    }

    private void event(JsonNode event) {
      switch (event.path("e").asText()) {
        case "executionReport" -> {
          Optional<InstrumentId> instrument = symbols.instrument(Json.text(event, "s"));
          if (instrument.isPresent()) {
            events.order(OrderJson.event(instrument.get(), event));
          }
        }
        case "serverShutdown", "eventStreamTerminated" ->
            ended(this, "the venue announced the end: " + event.path("e").asText());
        default -> LOG.debug("user event not used: {}", event.path("e").asText());
      }
    }
  }
}
