package io.alphaflow.ingest.validation;

/**
 * Why a market event cannot be used.
 *
 * @param code of the dead letter
 * @param reason in a sentence
 */
public record Rejection(Code code, String reason) {

  /** Codes of dead letters that ingest writes. */
  public enum Code {
    /** The price of a trade or a quote is not above 0. */
    PRICE_NOT_POSITIVE,
    /** The quantity of a trade is not above 0, or that of a quote is below 0. */
    QUANTITY_NOT_POSITIVE,
    /** Price × quantity is larger than an amount can be. */
    NOTIONAL_OUT_OF_RANGE,
    /** The time is not one of this century's in microseconds. */
    TIME_NOT_PLAUSIBLE,
    /** The bid is above the ask. */
    QUOTE_CROSSED,
    /** The price of a trade is not a multiple of the tick size. */
    PRICE_OFF_GRID,
    /** The quantity of a trade is not a multiple of the step size. */
    QUANTITY_OFF_GRID,
    /** The trade belongs into a bar that was closed already; it is in the trade log. */
    LATE_TRADE
  }
}
