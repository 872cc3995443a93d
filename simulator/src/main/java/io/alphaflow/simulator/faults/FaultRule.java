package io.alphaflow.simulator.faults;

/**
 * One line of a scenario.
 *
 * @param fault what goes wrong
 * @param when what starts it
 * @param where what it is limited to
 * @param details how it is done
 */
public record FaultRule(Fault fault, When when, Where where, Details details) {

  /** What the rule is about. */
  public Fault.Scope scope() {
    return switch (where.on()) {
      case USER ->
          fault.scope() == Fault.Scope.FRAME ? Fault.Scope.USER_FRAME : Fault.Scope.USER_CONNECTION;
      case ORDERS -> Fault.Scope.ORDER_REQUEST;
      case CANCELS -> Fault.Scope.CANCEL_REQUEST;
      case QUERIES -> Fault.Scope.QUERY_REQUEST;
      case MARKET, PUBLIC -> fault.scope();
    };
  }

  /** Of which streams or requests a fault is. */
  public enum On {
    /** Market streams. */
    MARKET,
    /** What an account is told of its orders. */
    USER,
    /** Requests that are not signed. */
    PUBLIC,
    /** Requests that place an order. */
    ORDERS,
    /** Requests that cancel orders or make them smaller. */
    CANCELS,
    /** Signed requests that only ask. */
    QUERIES
  }

  /** {@link Details#forMillis} of what never ends by itself. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The {@link Where#symbol} that stands for one by chance. */
  public static final String ANY_SYMBOL = "any";

  /**
   * What starts a fault; exactly one of these, none for a standing one.
   *
   * @param rate chance for each frame, connection second or request
   * @param afterMillis wall time since the scenario began; -1 when it is not that
   * @param atFrame the number of a frame on a connection, from 1; 0 when it is not that
   * @param atRequest the number of a request, from 1; 0 when it is not that
   */
  public record When(double rate, long afterMillis, long atFrame, long atRequest) {}

  /**
   * What a fault is limited to.
   *
   * @param connection number of a stream connection since the exchange began, from 1; 0 for all
   * @param symbol the venue's spelling, {@link #ANY_SYMBOL}, or empty for all
   * @param stream what follows {@code symbol@}, for example {@code trade}; empty for all
   * @param on of which streams or requests it is
   */
  public record Where(int connection, String symbol, String stream, On on) {

    boolean isConnection(int number) {
      return connection == 0 || connection == number;
    }

    boolean isStream(String name) {
      int at = name.indexOf('@');
      boolean symbolFits =
          symbol.isEmpty() || (symbol.length() == at && name.regionMatches(true, 0, symbol, 0, at));
      return symbolFits && (stream.isEmpty() || name.startsWith(stream, at + 1));
    }
  }

  /**
   * How a fault is done; 0 or empty where it does not apply.
   *
   * @param minMillis shortest delay
   * @param maxMillis longest delay
   * @param forMillis how long it lasts, or {@link #FOREVER}
   * @param count how many frames or requests in a row
   * @param updates by how many depth updates a snapshot is old
   * @param status HTTP status
   * @param retryAfterMillis what the answer asks to wait
   * @param offsetMillis by which the clock is ahead
   * @param keep how many of the newest trades can be had
   * @param below trade id below which none can be had
   * @param refuses whether a request for older trades is refused rather than given later ones
   * @param done whether what a request asks is done, and only its answer goes wrong
   * @param hiddenMillis how long queries do not find an order whose answer went wrong
   */
  public record Details(
      long minMillis,
      long maxMillis,
      long forMillis,
      int count,
      int updates,
      int status,
      long retryAfterMillis,
      long offsetMillis,
      long keep,
      long below,
      boolean refuses,
      boolean done,
      long hiddenMillis) {}
}
