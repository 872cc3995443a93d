package io.alphaflow.simulator.server;

import io.alphaflow.simulator.protocol.VenueTimeUnit;

/** One connection to the market streams: in which form it wants its messages. */
final class StreamClient {

  private final Outbox outbox;
  private final VenueTimeUnit unit;
  private boolean combined;

  StreamClient(Outbox outbox, VenueTimeUnit unit, boolean combined) {
    this.outbox = outbox;
    this.unit = unit;
    this.combined = combined;
  }

  VenueTimeUnit unit() {
    return unit;
  }

  /** Whether payloads come wrapped with the name of their stream. */
  boolean isCombined() {
    return combined;
  }

  void setCombined(boolean value) {
    combined = value;
  }

  void send(String message) {
    outbox.send(message);
  }
}
