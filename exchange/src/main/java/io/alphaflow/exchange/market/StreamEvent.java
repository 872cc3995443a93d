package io.alphaflow.exchange.market;

/** What a frame says. */
public sealed interface StreamEvent
    permits VenueTrade,
        VenueQuote,
        DepthUpdate,
        VenueKline,
        StreamEvent.Unreadable,
        StreamEvent.Notice {

  /**
   * A message that is not what the protocol says.
   *
   * @param reason what is wrong, in a sentence
   * @param raw the whole message
   */
  record Unreadable(String reason, String raw) implements StreamEvent {}

  /** Messages about the connection. */
  enum Notice implements StreamEvent {
    /** An answer to a request; carries no market data. Open streams keep theirs to themselves. */
    ACKNOWLEDGED,
    /** The venue is about to close the connection: open another one now. */
    SHUTDOWN
  }
}
