package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.NewOrderPair;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PairResult;
import io.alphaflow.simulator.matching.PlaceResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands on orders: each is written to the journal, then done, counted and told. Entries of a
 * journal are done again in the same way, without being written.
 */
public final class VenueCommands {

  private static final int ORDERS_OF_PAIR = 2;
  private static final String GENERATED = "venue-";
  private static final Pattern GENERATED_ID = Pattern.compile(GENERATED + "(\\d{1,15})");

  private final Venue venue;
  private long generatedIds;

  /** Commands on the orders of a venue. */
  public VenueCommands(Venue venue) {
    this.venue = venue;
  }

  Venue venue() {
    return venue;
  }

  private MatchingEngine engine() {
    return venue.engine();
  }

  private long market() {
    return venue.playback().marketMicros();
  }

  private long wall() {
    return venue.wall().getAsLong();
  }

  /** An id for what the customer gave none. */
  String generateId() {
    return GENERATED + ++generatedIds;
  }

  PlaceResult place(NewOrder order) {
    return place(written(new JournalEntry.Placed(order, market(), wall())));
  }

  private PlaceResult place(JournalEntry.Placed command) {
    NewOrder order = command.order();
    PlaceResult result = engine().place(order, command.marketMicros());
    if (result instanceof PlaceResult.Accepted placed) {
      venue.limits().placed(order.account(), 1, command.wallMicros());
      venue.publish(placed.executions());
    }
    return result;
  }

  PairResult place(NewOrderPair pair) {
    return place(written(new JournalEntry.PairPlaced(pair, market(), wall())));
  }

  private PairResult place(JournalEntry.PairPlaced command) {
    NewOrderPair pair = command.pair();
    PairResult result = engine().place(pair, command.marketMicros());
    if (result instanceof PairResult.Accepted placed) {
      venue.limits().placed(pair.stop().account(), ORDERS_OF_PAIR, command.wallMicros());
      venue.publish(placed.executions());
    }
    return result;
  }

  /** Nothing happens when the order has ended. */
  List<Execution> cancel(OrderState order, String cancelId) {
    return cancel(
        written(
            new JournalEntry.Cancelled(
                order.account(), order.symbol(), order.orderId(), cancelId, market(), wall())));
  }

  private List<Execution> cancel(JournalEntry.Cancelled command) {
    List<Execution> cancelled =
        engine()
            .cancel(
                command.account(),
                command.symbol(),
                command.orderId(),
                command.cancelId(),
                command.wallMicros(),
                command.marketMicros());
    venue.publish(cancelled);
    return cancelled;
  }

  PlaceResult amend(OrderState order, String clientOrderId, long quantity) {
    return amend(
        written(
            new JournalEntry.Amended(
                order.account(),
                order.symbol(),
                order.orderId(),
                clientOrderId,
                quantity,
                market(),
                wall())));
  }

  private PlaceResult amend(JournalEntry.Amended command) {
    PlaceResult result =
        engine()
            .amend(
                command.account(),
                command.symbol(),
                command.orderId(),
                command.clientOrderId(),
                command.quantity(),
                command.marketMicros());
    if (result instanceof PlaceResult.Accepted amended) {
      venue.publish(amended.executions());
    }
    return result;
  }

  private <T extends JournalEntry> T written(T entry) {
    venue.journal().append(entry);
    return entry;
  }

  /** Does again what was written. */
  public void repeat(JournalEntry.OrderCommand command) {
    if (command instanceof JournalEntry.Placed placed) {
      giveOut(placed.order().clientOrderId());
      place(placed);
    } else if (command instanceof JournalEntry.PairPlaced placed) {
      giveOut(placed.pair().listClientOrderId());
      giveOut(placed.pair().stop().clientOrderId());
      giveOut(placed.pair().other().clientOrderId());
      place(placed);
    } else if (command instanceof JournalEntry.Cancelled cancelled) {
      giveOut(cancelled.cancelId());
      cancel(cancelled);
    } else if (command instanceof JournalEntry.Amended amended) {
      giveOut(amended.clientOrderId());
      amend(amended);
    }
  }

  /** An id of ours that was used is not given again. */
  private void giveOut(String id) {
    Matcher ours = GENERATED_ID.matcher(id);
    if (ours.matches()) {
      generatedIds = Math.max(generatedIds, Long.parseLong(ours.group(1)));
    }
  }
}
