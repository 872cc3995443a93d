package io.alphaflow.simulator.server;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All market streams. A stream that the venue does not have can be subscribed to and stays silent,
 * as at the real venue.
 */
final class MarketStreams {

  private final Map<String, Channel> channels = new HashMap<>();
  private final Set<StreamClient> listeners = new LinkedHashSet<>();

  /** The stream of this name; the same one always. */
  Channel channel(String stream) {
    return channels.computeIfAbsent(stream, Channel::new);
  }

  void subscribe(StreamClient client, String stream) {
    if (client.streams().add(stream)) {
      listeners.add(client);
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
    listeners.remove(client);
  }

  /** How many streams each connection listens to; those that never asked for any are left out. */
  List<Integer> subscribed() {
    return listeners.stream().map(client -> client.streams().size()).toList();
  }

  List<String> subscriptions(StreamClient client) {
    return List.copyOf(client.streams());
  }
}
