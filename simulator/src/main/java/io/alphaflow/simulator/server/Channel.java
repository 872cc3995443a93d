package io.alphaflow.simulator.server;

import io.alphaflow.simulator.protocol.MarketFrames;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.Arrays;

/** One market stream and who listens to it. */
final class Channel {

  /** Writes a message in the form that a client wants. */
  @FunctionalInterface
  interface Message {
    String text(VenueTimeUnit unit, boolean combined);
  }

  private static final StreamClient[] NOBODY = {};

  private final String stream;
  // Never changed in place: a client that is cut off while messages go out leaves it.
  private StreamClient[] clients = NOBODY;

  Channel(String stream) {
    this.stream = stream;
  }

  /** For example {@code btcusdt@trade}. */
  String stream() {
    return stream;
  }

  /** The symbol as streams spell it. */
  String symbol() {
    int at = stream.indexOf('@');
    return at < 0 ? stream : stream.substring(0, at);
  }

  boolean isHeard() {
    return clients.length > 0;
  }

  void add(StreamClient client) {
    clients = Arrays.copyOf(clients, clients.length + 1);
    clients[clients.length - 1] = client;
  }

  void remove(StreamClient client) {
    clients = Arrays.stream(clients).filter(c -> c != client).toArray(StreamClient[]::new);
  }

  /** A payload of this stream, wrapped as combined streams are when it is to be. */
  String form(String payload, boolean combined) {
    return combined ? MarketFrames.combined(stream, payload) : payload;
  }

  /** Sends a message to all; each form is written once. */
  void publish(Message message) {
    StreamClient[] all = clients;
    if (all.length == 0) {
      return;
    }
    String[] forms = new String[4];
    for (StreamClient client : all) {
      int form = client.unit().ordinal() * 2 + (client.isCombined() ? 1 : 0);
      if (forms[form] == null) {
        forms[form] = message.text(client.unit(), client.isCombined());
      }
      client.send(this, forms[form]);
    }
  }
}
