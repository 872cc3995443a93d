package io.alphaflow.exchange.alpaca.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.ReconnectingSocket;
import io.alphaflow.exchange.wire.ReconnectingSocket.Link;
import io.alphaflow.exchange.wire.VenueOrderIds;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The stream {@code trade_updates}: first the key is shown, then the stream is asked for. Paper
 * accounts get binary frames with the same text. The order in an update says how much of it is
 * filled; its fills are read by REST, because an update names a fill by another id than the list of
 * activities does.
 */
final class AlpacaUserStream implements AutoCloseable, ReconnectingSocket.Protocol {

  private static final String STREAM = "trade_updates";

  private final AccountSecrets secrets;
  private final Pairs pairs;
  private final VenueOrderIds ids;
  private final UserEvents events;
  private final ReconnectingSocket socket;

  AlpacaUserStream(
      String url,
      AccountSecrets secrets,
      Pairs pairs,
      VenueOrderIds ids,
      UserEvents events,
      ScheduledExecutorService scheduler) {
    this.secrets = secrets;
    this.pairs = pairs;
    this.ids = ids;
    this.events = events;
    this.socket = new ReconnectingSocket(URI.create(url), this, scheduler);
  }

  void connect() {
    socket.connect();
  }

  @Override
  public void opened(Link link) {
    ObjectNode message = Json.object();
    message.put("action", "auth").put("key", secrets.key()).put("secret", secrets.secret());
    link.send(message.toString());
  }

  @Override
  public void message(Link link, String text) {
    JsonNode json = Json.parse(text);
    JsonNode data = json.path("data");
    switch (json.path("stream").asText()) {
      case "authorization" -> authorized(link, data);
      case "listening" -> listening(link, data);
      case STREAM -> update(data, text);
      default -> events.unreadable(text, "no message of a stream");
    }
  }

  private static void authorized(Link link, JsonNode data) {
    if (!data.path("status").asText().equals("authorized")) {
      link.fail("the venue refused the key: " + data.path("status").asText());
      return;
    }
    ObjectNode message = Json.object();
    message.put("action", "listen").putObject("data").putArray("streams").add(STREAM);
    link.send(message.toString());
  }

  private void listening(Link link, JsonNode data) {
    for (JsonNode stream : data.path("streams")) {
      if (stream.asText().equals(STREAM)) {
        link.good();
        events.subscribed();
        return;
      }
    }
    link.fail("the venue does not give the stream " + STREAM);
  }

  private void update(JsonNode data, String text) {
    try {
      JsonNode order = data.path("order");
      Optional<InstrumentId> instrument = pairs.instrument(Json.text(order, "symbol"));
      if (instrument.isPresent()) {
        long time = Json.microsOrZero(data, "timestamp");
        events.order(ids.seen(OrderJson.view(instrument.get(), order, time)));
      }
    } catch (IllegalArgumentException e) {
      events.unreadable(text, e.getMessage());
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
