package io.alphaflow.execution.lane;

import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.UserEvents;

/** Hands user events to the lane's thread, in their order. */
final class UserEventRelay implements UserEvents {

  private final LaneHost host;
  private final ExchangeLane lane;
  private boolean subscribedBefore;
  private boolean interrupted;

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
          interrupted = false;
        });
  }

  @Override
  public void order(OrderView view) {
    host.hand(() -> lane.event(view));
  }

  @Override
  public void interrupted(String reason) {
    host.hand(
        () -> {
          // Each attempt to connect again fails the same way; a person needs to know once.
          if (!interrupted) {
            lane.interrupted(reason);
          }
          interrupted = true;
        });
  }

  @Override
  public void unreadable(String text, String reason) {
    host.hand(() -> lane.unreadable(text, reason));
  }
}
