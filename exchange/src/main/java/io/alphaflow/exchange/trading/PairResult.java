package io.alphaflow.exchange.trading;

/**
 * What is known after the attempt to place a pair: of both orders the same, but for their views.
 *
 * @param resting of the order that rests in the book
 * @param stop of the one that waits
 */
public record PairResult(SubmitResult resting, SubmitResult stop) {

  /** What holds of both. */
  public static PairResult of(SubmitResult both) {
    return new PairResult(both, both);
  }
}
