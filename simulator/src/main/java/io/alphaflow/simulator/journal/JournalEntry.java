package io.alphaflow.simulator.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.NewOrderPair;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;

/**
 * Something that was given to the venue and on which its state depends. The same entries in the
 * same order lead to the same orders, fills, ids and balances. All times are epoch µs.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEntry.MarketEvent.class, name = "event"),
  @JsonSubTypes.Type(value = JournalEntry.Playing.class, name = "playing"),
  @JsonSubTypes.Type(value = JournalEntry.Placed.class, name = "place"),
  @JsonSubTypes.Type(value = JournalEntry.PairPlaced.class, name = "placePair"),
  @JsonSubTypes.Type(value = JournalEntry.Cancelled.class, name = "cancel"),
  @JsonSubTypes.Type(value = JournalEntry.Amended.class, name = "amend"),
  @JsonSubTypes.Type(value = JournalEntry.Listed.class, name = "list")
})
public sealed interface JournalEntry {

  /** The next trade of the recordings, or message of the captures, happened. */
  record MarketEvent() implements JournalEntry {

    /** All are alike: which one it is follows from how many were before. */
    public static final MarketEvent NEXT = new MarketEvent();
  }

  /** Somebody said something at a time. */
  sealed interface Command extends JournalEntry {

    /** When, by this machine's clock. */
    long wallMicros();
  }

  /** Playback went on, or paused. */
  record Playing(boolean playing, long wallMicros) implements Command {}

  /** A command on orders; whether it was refused follows from what was before. */
  sealed interface OrderCommand extends Command {

    /** When, in the market's time. */
    long marketMicros();
  }

  /** An order. */
  record Placed(NewOrder order, long marketMicros, long wallMicros) implements OrderCommand {}

  /** Two orders of which one cancels the other. */
  record PairPlaced(NewOrderPair pair, long marketMicros, long wallMicros)
      implements OrderCommand {}

  /** The end of an order. */
  record Cancelled(
      String account,
      String symbol,
      long orderId,
      String cancelId,
      long marketMicros,
      long wallMicros)
      implements OrderCommand {}

  /** A smaller quantity, in units of 1e-8, what has filled included. */
  record Amended(
      String account,
      String symbol,
      long orderId,
      String clientOrderId,
      long quantity,
      long marketMicros,
      long wallMicros)
      implements OrderCommand {}

  /** Other rules of a symbol, or a new one. */
  record Listed(SymbolSpec spec, TradingStatus status, long wallMicros) implements Command {}
}
