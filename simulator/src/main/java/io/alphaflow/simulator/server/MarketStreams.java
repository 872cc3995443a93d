package io.alphaflow.simulator.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All market streams. A stream that the venue does not have can be subscribed to and stays silent,
 * as at the real venue.
 */
final class MarketStreams {

  private final Map<String, Channel> channels = new HashMap<>();

  /** The stream of this name; the same one always. */
  Channel channel(String stream) {
    return channels.computeIfAbsent(stream, Channel::new);
  }

  void subscribe(StreamClient client, String stream) {
    if (client.streams().add(stream)) {
      channel(stream).add(client);
    }
  }

  void unsubscribe(StreamClient client, String stream) {
    if (client.streams().remove(stream)) {
      channel(stream).remove(client);
    }
  }

  void remove(StreamClient client) {
    client.streams().forEach(s -> channel(s).remove(client));
    client.streams().clear();
  }

  List<String> subscriptions(StreamClient client) {
    return List.copyOf(client.streams());
  }
}
