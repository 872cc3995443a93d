package io.alphaflow.exchange.coinbase.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.exchange.coinbase.SequenceCheck;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.wire.ChannelRequests;
import io.alphaflow.exchange.wire.FrameStream;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.StreamedBooks;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A connection for market data. It has heartbeats, without which Coinbase closes quiet channels. A
 * message that is missing ends it: what was in it can only be had by beginning anew.
 */
final class CoinbaseStream extends FrameStream {

  private final FrameSplitter splitter;
  private final ChannelRequests requests;
  private final SequenceCheck sequence = new SequenceCheck();

  CoinbaseStream(StreamListener listener, StreamedBooks books, Duration patience) {
    super(listener);
    this.splitter = new FrameSplitter(books);
    this.requests = new ChannelRequests(patience);
  }

  @Override
  public void onOpen(WebSocket opened) {
    super.onOpen(opened);
    ObjectNode message = Json.object();
    message.put("type", "subscribe").put("channel", "heartbeats");
    sendText(message.toString());
  }

  @Override
  protected List<String> frames(String message) {
    JsonNode json = Json.parse(message);
    if (json.path("type").asText().equals("error")) {
      requests.refused(json.path("message").asText());
      return List.of();
    }
    if (!json.has("channel")) {
      return List.of(message);
    }
    Optional<String> gap = sequence.check(json);
    if (gap.isPresent()) {
      giveUp(gap.get());
      return List.of();
    }
    if (json.path("channel").asText().equals("subscriptions")) {
      requests.subscribed(subscriptions(json));
      return List.of();
    }
    return splitter.split(json, message);
  }

  private static Set<String> subscriptions(JsonNode json) {
    Set<String> names = new TreeSet<>();
    for (JsonNode event : json.path("events")) {
      for (Map.Entry<String, JsonNode> channel : event.path("subscriptions").properties()) {
        channel.getValue().forEach(p -> names.add(Channels.name(channel.getKey(), p.asText())));
      }
    }
    return names;
  }

  @Override
  protected boolean awaitsAnswer() {
    return requests.waiting();
  }

  @Override
  protected void over(String reason) {
    requests.end(reason);
  }

  @Override
  public CompletableFuture<Void> subscribe(Collection<StreamKey> keys) {
    return request("subscribe", keys);
  }

  @Override
  public CompletableFuture<Void> unsubscribe(Collection<StreamKey> keys) {
    return request("unsubscribe", keys);
  }

  private CompletableFuture<Void> request(String type, Collection<StreamKey> keys) {
    try {
      return ask(type, keys);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new MarketDataException(e.getMessage(), Duration.ZERO, null));
    }
  }

  private CompletableFuture<Void> ask(String type, Collection<StreamKey> keys) {
    Map<String, Set<String>> products = new TreeMap<>();
    for (StreamKey key : keys) {
      products
          .computeIfAbsent(Channels.of(key.kind()), channel -> new TreeSet<>())
          .add(key.venueSymbol());
    }
    CompletableFuture<Void> done =
        requests.add(keys.stream().map(Channels::name).toList(), type.equals("subscribe"));
    if (!done.isDone()) {
      products.forEach((channel, ids) -> sendText(message(type, channel, ids)));
      askSocket();
    }
    return done;
  }

  private static String message(String type, String channel, Set<String> products) {
    ObjectNode message = Json.object();
    message.put("type", type).put("channel", channel);
    products.forEach(message.putArray("product_ids")::add);
    return message.toString();
  }
}
