package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.TradingSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks the venue for the open orders of an instrument and for its trades since the last that we
 * know. When there is no answer, whoever asked begins again a moment later, once however much was
 * asked. On the lane's thread.
 */
final class VenueLooks {

  private static final long AGAIN_MILLIS = 2_000;

  private final LaneState state;
  private final TradingSession session;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final Consumer<InstrumentId> again;
  private final Set<InstrumentId> later = new HashSet<>();

  /**
   * Looks of one kind.
   *
   * @param again begins a look at an instrument anew
   */
  VenueLooks(
      LaneState state,
      TradingSession session,
      LaneHost host,
      ExchangeLane lane,
      Consumer<InstrumentId> again) {
    this.state = state;
    this.session = session;
    this.host = host;
    this.lane = lane;
    this.again = again;
  }

  /** The venue's open orders. */
  void openOrders(InstrumentId instrument, Consumer<List<OrderView>> then) {
    take(instrument, session.openOrders(instrument), then);
  }

  /** The account's trades after the last that we know; none are asked for when we know none. */
  void newTrades(InstrumentId instrument, Consumer<List<OrderFill>> then) {
    state
        .lastTrade(instrument.toString())
        .ifPresent(last -> take(instrument, session.tradesFrom(instrument, last + 1), then));
  }

  private <T> void take(InstrumentId instrument, CompletableFuture<T> answer, Consumer<T> then) {
    lane.when(
        answer,
        (value, error) -> {
          if (error == null) {
            then.accept(value);
          } else {
            later(instrument);
          }
        });
  }

  private void later(InstrumentId instrument) {
    if (later.add(instrument)) {
      host.after(
          AGAIN_MILLIS,
          () -> {
            later.remove(instrument);
            again.accept(instrument);
          });
    }
  }
}
