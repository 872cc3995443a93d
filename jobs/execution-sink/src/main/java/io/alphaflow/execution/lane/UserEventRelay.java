package io.alphaflow.execution.lane;

import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.UserEvents;

/** Hands user events to the lane's thread, in their order. */
final class UserEventRelay implements UserEvents {

  private final LaneHost host;
  private final ExchangeLane lane;
  private boolean subscribedBefore;

  UserEventRelay(LaneHost host, ExchangeLane lane) {
    this.host = host;
    this.lane = lane;
  }

  @Override
  public void subscribed() {
    host.hand(
        () -> {
          lane.subscribed(subscribedBefore);
          subscribedBefore = true;
        });
  }

  @Override
  public void order(OrderView view) {
    host.hand(() -> lane.event(view));
  }

  @Override
  public void interrupted(String reason) {
    host.hand(() -> lane.streamProblem("USER_STREAM_INTERRUPTED", reason));
  }

  @Override
  public void unreadable(String text, String reason) {
    host.hand(() -> lane.streamProblem("USER_EVENT_UNREADABLE", reason + ": " + text));
  }
}
