package io.alphaflow.simulator.faults;

import java.util.Locale;

/** A way in which market data, requests and the news of an account's orders can go wrong. */
public enum Fault {
  /** A frame is not sent. */
  DROP(Scope.FRAME),
  /** A frame is sent twice. */
  DUPLICATE(Scope.FRAME),
  /** A frame changes places with the next one of its stream. */
  REORDER(Scope.FRAME),
  /** A frame is sent later; others may pass it. */
  DELAY(Scope.FRAME),
  /** A frame ends in the middle. */
  TRUNCATE(Scope.FRAME),
  /** A text that is not JSON is sent instead of a frame. */
  GARBAGE(Scope.FRAME),
  /** Depth updates of one stream are not sent. */
  DEPTH_GAP(Scope.FRAME),
  /** The venue ends a connection with a close frame. */
  CLOSE(Scope.CONNECTION),
  /** A connection is cut without a close frame (TCP reset). */
  RESET(Scope.CONNECTION),
  /** A connection, or one symbol on it, falls silent while pings go on. */
  STALL(Scope.CONNECTION),
  /** The venue says {@code serverShutdown} and closes a little later. */
  SHUTDOWN(Scope.CONNECTION),
  /** Requests are refused with HTTP 429. */
  TOO_MANY_REQUESTS(Scope.REQUEST),
  /** Requests are refused with HTTP 418: the address is banned. */
  BANNED(Scope.REQUEST),
  /** Requests are answered with HTTP 5xx. */
  SERVER_ERROR(Scope.REQUEST),
  /** Requests are taken and never answered. */
  TIMEOUT(Scope.REQUEST),
  /** The connection is cut instead of an answer. */
  DISCONNECT(Scope.REQUEST),
  /** The venue says that it does not know what became of a request (code -1007). */
  UNKNOWN_STATUS(Scope.REQUEST),
  /** What was asked is done, and the answer ends in the middle. */
  CUT_ANSWER(Scope.REQUEST),
  /** A request waits at the venue before it is looked at: it may have become too old. */
  SLOW(Scope.REQUEST),
  /** Depth snapshots are older than the depth updates already sent. */
  STALE_DEPTH(Scope.DEPTH_REQUEST),
  /** The venue's clock, as {@code /api/v3/time} tells it, is wrong. */
  CLOCK_SKEW(Scope.STANDING),
  /** Old trades cannot be had by request any more. */
  OLD_TRADES(Scope.STANDING);

  /** What a fault happens to. */
  public enum Scope {
    /** A market data message on its way to one connection. */
    FRAME,
    /** A connection to the market streams; rates are for each second of its life. */
    CONNECTION,
    /** An event of an account on its way to one connection. */
    USER_FRAME,
    /** A connection that was told of an account's events. */
    USER_CONNECTION,
    /** A public REST request. */
    REQUEST,
    /** A REST request to place an order. */
    ORDER_REQUEST,
    /** A REST request to cancel. */
    CANCEL_REQUEST,
    /** A signed REST request that asks only. */
    QUERY_REQUEST,
    /** A request for a depth snapshot. */
    DEPTH_REQUEST,
    /** It holds as long as its scenario. */
    STANDING
  }

  private final Scope scope;

  Fault(Scope scope) {
    this.scope = scope;
  }

  /** What it happens to. */
  public Scope scope() {
    return scope;
  }

  /** As scenarios spell it, for example {@code depth-gap}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
