package io.alphaflow.cli.parity;

/** Why the desk and the backtest differ somewhere. */
enum Why {
  /** The order reached the market at another time; the prices lie in what was traded meanwhile. */
  LATENCY("filled at another time, at prices that were traded meanwhile"),
  /** The decision was made a moment earlier or later: time and last known price were others. */
  MOMENT("decided at another moment of the market"),
  /** The account held something else, because of orders before. */
  POSITION("another position, from orders before that were filled or decided otherwise"),
  /** The account had other money, because of fills before. */
  MONEY("other money, from fills before at other prices"),
  /** Orders before were sent at other times, or were others. */
  ORDERS_BEFORE("orders before were sent at other times, or were others"),
  /** A person or a circuit breaker intervened, or set limits. */
  INTERVENTION("a person or a circuit breaker, which a backtest does not have"),
  /** An order waited in the market, and was filled on one side only, or in part. */
  FILL_MODEL("an order that waits is filled by a model in a backtest, a conservative one"),
  /** The recorded market ended before the order reached it on one side. */
  END("the recorded market ended before the order reached it"),
  /** The order is on one side only, or another one there; the decision's difference says why. */
  DECISION("decided otherwise, see the decision"),
  /** There is no counterpart, and what leads to one is on both sides. */
  MISSING("no counterpart: what follows from fills and prices happened on one side only"),
  /** None of these. */
  UNEXPLAINED("not explained");

  private final String text;

  Why(String text) {
    this.text = text;
  }

  /** For a person. */
  String text() {
    return text;
  }
}
