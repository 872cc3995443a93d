package io.alphaflow.common.model;

/**
 * Trades that are not on the log and why: what would have stood here. Identity: instrument and
 * {@code fromId}.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param fromId first missing trade id
 * @param toId last missing trade id, inclusive
 * @param code {@link #NOT_AT_VENUE}, {@link #HISTORY_UNAVAILABLE}, or the code of the dead letter
 *     that holds the one trade
 * @param reason in a sentence
 * @param exchangeTime the venue's time of the trade in question or of the one that follows the gap,
 *     epoch microseconds UTC; 0 when unknown
 * @param ingestTime our wall clock when the gap was found, epoch microseconds UTC; not part of the
 *     identity
 */
public record Gap(
    String instrument,
    long fromId,
    long toId,
    String code,
    String reason,
    long exchangeTime,
    long ingestTime)
    implements MarketEntry {

  /** The venue itself does not have them: a later one follows. */
  public static final String NOT_AT_VENUE = "NOT_AT_VENUE";

  /** The venue does not give them any more. */
  public static final String HISTORY_UNAVAILABLE = "HISTORY_UNAVAILABLE";

  @Override
  public String key() {
    return instrument;
  }
}
