package io.alphaflow.common.model;

import java.util.List;

/**
 * The time that a partition of the trade log has reached: of the instruments that were seen in it
 * so far, no trade earlier than {@code time} follows, except of those that are being fetched. It
 * closes bars of instruments that do not trade, live and in a replay at the same place.
 *
 * @param partition of the trade log that it stands in
 * @param time epoch microseconds UTC, never lower than the partition's last one: the identity
 * @param except instruments of which earlier trades may follow, sorted
 */
public record Heartbeat(int partition, long time, List<String> except) implements MarketEntry {

  /** Copies the list. */
  public Heartbeat {
    except = List.copyOf(except);
  }

  @Override
  public String key() {
    return Integer.toString(partition);
  }
}
