package io.alphaflow.common.model;

/** What an execution report says of an order. */
public enum ExecutionType {
  /** The venue has the order. */
  ACCEPTED,
  /** A part of it, or all, was traded. */
  FILL,
  /** The venue refused it; it never worked. */
  REJECTED,
  /**
   * It is for less than before, where it stands. Such reports are counted by themselves, see {@link
   * ExecutionReport#amendment}.
   */
  AMENDED,
  /** Cancelled; what was not filled will not be. */
  CANCELED,
  /** Ended by the venue, for example an IOC remainder. */
  EXPIRED,
  /** We never sent it: it was too old when it could have been sent, or its sending was refused. */
  NOT_PLACED;

  /** Whether the order can change no more after this report. A full fill is final as well. */
  public boolean endsOrder() {
    return this == REJECTED || this == CANCELED || this == EXPIRED || this == NOT_PLACED;
  }
}
