package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.coinbase.SequenceCheck;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.ReconnectingSocket;
import io.alphaflow.exchange.wire.ReconnectingSocket.Link;
import io.alphaflow.exchange.wire.VenueOrderIds;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The user channel, with heartbeats each second, without which Coinbase closes it after a quiet
 * minute. Messages of a connection are numbered: one that is missing ends the connection, and the
 * next one begins with the account's open orders.
 */
final class CoinbaseUserStream implements AutoCloseable, ReconnectingSocket.Protocol {

  private final TokenSigner signer;
  private final VenueClock clock;
  private final Products products;
  private final VenueOrderIds ids;
  private final UserEvents events;
  private final ReconnectingSocket socket;
  private SequenceCheck sequence = new SequenceCheck();
  private boolean subscribed;

  CoinbaseUserStream(
      String url,
      TokenSigner signer,
      VenueClock clock,
      Products products,
      VenueOrderIds ids,
      UserEvents events,
      ScheduledExecutorService scheduler) {
    this.signer = signer;
    this.clock = clock;
    this.products = products;
    this.ids = ids;
    this.events = events;
    this.socket = new ReconnectingSocket(URI.create(url), this, scheduler);
  }

  void connect() {
    socket.connect();
  }

  @Override
  public void opened(Link link) {
    sequence = new SequenceCheck();
    subscribed = false;
    link.send(subscription("heartbeats"));
    link.send(subscription("user"));
  }

  private String subscription(String channel) {
    ObjectNode message = Json.object();
    message.put("type", "subscribe").put("channel", channel);
    message.put("jwt", signer.subscription(clock.micros()));
    return message.toString();
  }

  @Override
  public void message(Link link, String text) {
    JsonNode json = Json.parse(text);
    if (json.path("type").asText().equals("error")) {
      link.fail("the venue refused: " + json.path("message").asText());
      return;
    }
    if (!json.isObject() || !json.has("channel")) {
      events.unreadable(text, "no message of a channel");
      return;
    }
    Optional<String> gap = sequence.check(json);
    if (gap.isPresent()) {
      link.fail(gap.get());
      return;
    }
    switch (json.path("channel").asText()) {
      case "subscriptions" -> acknowledged(link, json);
      case "user" -> orders(json, text);
      default -> {
        // Heartbeats: they have been counted, and that something came is noted.
      }
    }
  }

  private void acknowledged(Link link, JsonNode json) {
    for (JsonNode event : json.path("events")) {
      if (event.path("subscriptions").has("user") && !subscribed) {
        subscribed = true;
        link.good();
        events.subscribed();
      }
    }
  }

  private void orders(JsonNode json, String text) {
    try {
      long time = Json.micros(json, "timestamp");
      for (JsonNode event : json.path("events")) {
        for (JsonNode order : event.path("orders")) {
          Optional<InstrumentId> instrument = products.instrument(Json.text(order, "product_id"));
          if (instrument.isPresent()) {
            events.order(ids.seen(OrderJson.event(instrument.get(), order, time)));
          }
        }
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
