package io.alphaflow.exchange.alpaca.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.wire.ChannelRequests;
import io.alphaflow.exchange.wire.FrameStream;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.StreamedBooks;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A connection for market data: first the key is shown, then streams are asked for. Alpaca takes
 * one connection of an account at a time and refuses another with error 406. Messages come in lists
 * and are not numbered: a missing one is not noticed.
 */
final class AlpacaStream extends FrameStream {

  private final String key;
  private final String secret;
  private final FrameSplitter splitter;
  private final ChannelRequests requests;
  private final CompletableFuture<Void> authorized = new CompletableFuture<>();

  AlpacaStream(
      StreamListener listener, StreamedBooks books, String key, String secret, Duration patience) {
    super(listener);
    this.key = key;
    this.secret = secret;
    this.splitter = new FrameSplitter(books);
    this.requests = new ChannelRequests(patience);
  }

  @Override
  public void onOpen(WebSocket opened) {
    super.onOpen(opened);
    ObjectNode message = Json.object();
    message.put("action", "auth").put("key", key).put("secret", secret);
    sendText(message.toString());
    askSocket();
  }

  @Override
  protected List<String> frames(String message) {
    JsonNode json = Json.parse(message);
    if (!json.isArray()) {
      return List.of(message);
    }
    List<String> frames = new ArrayList<>();
    for (JsonNode element : json) {
      switch (element.path("T").asText()) {
        case "success" -> {
          if (element.path("msg").asText().equals("authenticated")) {
            authorized.complete(null);
          }
        }
        case "error" -> refused(element);
        case "subscription" -> requests.subscribed(subscriptions(element));
        default -> splitter.frame(element).ifPresent(frames::add);
      }
    }
    return frames;
  }

  private void refused(JsonNode error) {
    String reason = error.path("code").asInt() + " " + error.path("msg").asText();
    if (authorized.isDone()) {
      requests.refused(reason);
    } else {
      giveUp("the venue refused the key or the connection: " + reason);
    }
  }

  private static Set<String> subscriptions(JsonNode json) {
    Set<String> names = new TreeSet<>();
    for (String channel : Channels.ALL) {
      json.path(channel).forEach(symbol -> names.add(Channels.name(channel, symbol.asText())));
    }
    return names;
  }

  @Override
  protected boolean awaitsAnswer() {
    return !authorized.isDone() || requests.waiting();
  }

  @Override
  protected void over(String reason) {
    authorized.completeExceptionally(
        new MarketDataException("the stream " + reason, Duration.ZERO, null));
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

  private CompletableFuture<Void> request(String action, Collection<StreamKey> keys) {
    Map<String, Set<String>> symbols = new TreeMap<>();
    try {
      for (StreamKey wanted : keys) {
        symbols
            .computeIfAbsent(Channels.of(wanted.kind()), channel -> new TreeSet<>())
            .add(wanted.venueSymbol());
      }
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new MarketDataException(e.getMessage(), Duration.ZERO, null));
    }
    ObjectNode message = Json.object();
    message.put("action", action);
    symbols.forEach((channel, all) -> all.forEach(message.withArray(channel)::add));
    List<String> names = keys.stream().map(Channels::name).toList();
    return authorized.thenCompose(
        done -> {
          CompletableFuture<Void> answered = requests.add(names, action.equals("subscribe"));
          if (!answered.isDone()) {
            sendText(message.toString());
            askSocket();
          }
          return answered;
        });
  }
}
