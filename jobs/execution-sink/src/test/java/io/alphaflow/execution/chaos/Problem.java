package io.alphaflow.execution.chaos;

/**
 * Something that must not be.
 *
 * @param kind what
 * @param what of which order, in a sentence
 */
record Problem(Kind kind, String what) {

  enum Kind {
    /** One decision has two orders at the venue. */
    DOUBLED_ORDER,
    /** The venue has an order that no decision approved. */
    FOREIGN_ORDER,
    /** The venue's order is another one than its decision wanted. */
    OTHER_ORDER,
    /** The venue traded, and the journal does not say so. */
    LOST_FILL,
    /** The journal has a fill that the venue does not have, or has it otherwise. */
    INVENTED_FILL,
    /** The journal counts one trade twice. */
    DOUBLED_FILL,
    /** What happened to an order is told in another order, or does not add up. */
    OUT_OF_ORDER,
    /** The venue got an order when its decision was too old to be sent. */
    TOO_OLD,
    /** The journal does not say what became of an order, or says it too early. */
    UNACCOUNTED,
    /** The journal says otherwise than the venue what became of an order. */
    OTHER_END,
    /** The journal says otherwise than the venue what an order is for. */
    OTHER_SIZE,
    /** The venue has one order of a pair only, or both traded. */
    HALF_PAIR,
    /** A record came again with other content. */
    CONTRADICTION,
    /** Ledger and venue differ. */
    BALANCE,
    /** The journal gives other decisions than were made. */
    REPLAY,
    /** An alert or a dead letter that nothing explains. */
    ALARM
  }

  @Override
  public String toString() {
    return kind + " " + what;
  }
}
