package io.alphaflow.exchange.wire;

import io.alphaflow.exchange.trading.OrderView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The venue's ids of orders by ours, for venues that cancel by their own id only. Remembers the
 * {@value #KEPT} orders that were seen last; others must be looked up. Thread-safe.
 */
public final class VenueOrderIds {

  static final int KEPT = 2_000;

  private final Map<String, String> ids =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  /** Remembers an order, and gives it back. */
  public synchronized OrderView seen(OrderView view) {
    ids.put(view.clientOrderId(), view.venueOrderId());
    return view;
  }

  /** The venue's id of an order. */
  public synchronized Optional<String> find(String clientOrderId) {
    return Optional.ofNullable(ids.get(clientOrderId));
  }
}
