package io.alphaflow.simulator.server;

import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.SortedSet;
import java.util.TreeSet;

/** One connection to the market streams: what it listens to and in which form. */
final class StreamClient {

  private final Outbox outbox;
  private final VenueTimeUnit unit;
  private final SortedSet<String> streams = new TreeSet<>();
  private boolean combined;
  // Null while nothing goes wrong on purpose.
  private FaultyConnection faults;

  StreamClient(Outbox outbox, VenueTimeUnit unit, boolean combined) {
    this.outbox = outbox;
    this.unit = unit;
    this.combined = combined;
  }

  VenueTimeUnit unit() {
    return unit;
  }

  /** Names of the streams it listens to. */
  SortedSet<String> streams() {
    return streams;
  }

  /** Whether payloads come wrapped with the name of their stream. */
  boolean isCombined() {
    return combined;
  }

  void setCombined(boolean value) {
    combined = value;
  }

  /** Sends a market message. */
  void send(Channel channel, String message) {
    if (faults == null) {
      outbox.send(message);
    } else {
      faults.send(channel, message);
    }
  }

  /** Answers a command. */
  void answer(String message) {
    if (faults == null || !faults.isStalled()) {
      outbox.send(message);
    }
  }

  /** From now on messages take the way of these faults; null for none. */
  void setFaults(FaultyConnection value) {
    if (faults != null) {
      faults.end();
    }
    faults = value;
  }

  FaultyConnection faults() {
    return faults;
  }

  Outbox outbox() {
    return outbox;
  }
}
