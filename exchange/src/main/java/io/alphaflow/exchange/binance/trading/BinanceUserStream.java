package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.ReconnectingSocket;
import io.alphaflow.exchange.wire.ReconnectingSocket.Link;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user data stream over the WebSocket API, subscribed by a signed request. */
final class BinanceUserStream implements AutoCloseable, ReconnectingSocket.Protocol {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceUserStream.class);

  private final Credentials credentials;
  private final VenueClock clock;
  private final long recvWindowMillis;
  private final Symbols symbols;
  private final UserEvents events;
  private final ReconnectingSocket socket;

  BinanceUserStream(
      String wsApiUrl,
      Credentials credentials,
      VenueClock clock,
      Duration recvWindow,
      Symbols symbols,
      UserEvents events,
      ScheduledExecutorService scheduler) {
    this.credentials = credentials;
    this.clock = clock;
    this.recvWindowMillis = recvWindow.toMillis();
    this.symbols = symbols;
    this.events = events;
    URI uri = URI.create(wsApiUrl + "?timeUnit=MICROSECOND");
    this.socket = new ReconnectingSocket(uri, this, scheduler);
  }

  void connect() {
    socket.connect();
  }

  @Override
  public void opened(Link link) {
    link.send(subscription());
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

  @Override
  public void message(Link link, String text) {
    try {
      JsonNode json = Reply.JSON.readTree(text);
      if (json.path("id").asText().equals("subscribe")) {
        answered(link, json);
      } else {
        event(link, json.path("event"));
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      events.unreadable(text, e.getClass().getSimpleName());
    }
  }

  private void answered(Link link, JsonNode json) {
    if (json.path("status").asInt() == 200) {
      link.good();
      events.subscribed();
      return;
    }
    JsonNode error = json.path("error");
    link.fail(
        "the subscription was refused: "
            + error.path("code").asInt()
            + ": "
            + error.path("msg").asText());
  }

  private void event(Link link, JsonNode event) {
    switch (event.path("e").asText()) {
      case "executionReport" -> {
        Optional<InstrumentId> instrument = symbols.instrument(Json.text(event, "s"));
        if (instrument.isPresent()) {
          events.order(OrderJson.event(instrument.get(), event));
        }
      }
      case "serverShutdown", "eventStreamTerminated" ->
          link.fail("the venue announced the end: " + event.path("e").asText());
      default -> LOG.debug("user event not used: {}", event.path("e").asText());
    }
  }

  @Override
  public void ended(String reason) {
    events.interrupted(reason);
  }

  @Override
  public void close() {
    socket.close();
  }
}
