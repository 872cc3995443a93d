package io.alphaflow.risk.control;

/**
 * Trading is stopped or restricted at some level.
 *
 * @param kind how far
 * @param by the person or breaker
 * @param reason why
 * @param time logical time, epoch microseconds UTC
 */
public record Stop(Kind kind, String by, String reason, long time) {

  /** How far trading is stopped, the milder first. */
  public enum Kind {
    /** Only orders that reduce a position. */
    REDUCE_ONLY,
    /** No order at all. */
    HALTED
  }

  /** The stricter of two; the first one when they are equal, because it was there before. */
  public static Stop stricter(Stop first, Stop second) {
    return second.kind().compareTo(first.kind()) > 0 ? second : first;
  }
}
