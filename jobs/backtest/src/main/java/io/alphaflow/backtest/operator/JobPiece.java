package io.alphaflow.backtest.operator;

/**
 * What leaves the job: a piece of the result of a part of the variants, or of what the history had
 * that could not be used. Pieces of one part follow each other; when its first comes again, a task
 * has begun again, and what came before is void.
 *
 * @param part of the variants, from 0; {@link #REJECT} for what could not be used
 * @param number of the piece, from 0
 * @param last whether no more follow
 * @param bytes of {@link RunResultCodec}, or a {@link RejectedLine} as JSON
 */
public record JobPiece(int part, int number, boolean last, byte[] bytes) {

  /** The part of what could not be used. */
  public static final int REJECT = -1;
}
