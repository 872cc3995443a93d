package io.alphaflow.exchange.trading;

/**
 * What is known after the attempt to put one order in the place of another, each half by itself: it
 * is one request, and not one transaction.
 *
 * <p>The second half is only begun when the first has succeeded. When it was not begun, the new
 * order is {@link SubmitResult.Deferred}: certainly not placed, and not because of what it is.
 *
 * @param canceled of the order that was to go
 * @param placed of the one that was to come
 */
public record ReplaceResult(CancelResult canceled, SubmitResult placed) {

  /** Nothing is known of either. */
  public static ReplaceResult unknown(String reason) {
    return new ReplaceResult(new CancelResult.Unknown(reason), new SubmitResult.Unknown(reason));
  }
}
