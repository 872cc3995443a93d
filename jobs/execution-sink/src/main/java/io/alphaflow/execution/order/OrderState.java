package io.alphaflow.execution.order;

import java.util.EnumSet;
import java.util.Set;

/** Where an order stands as far as we know. */
public enum OrderState {
  /** Approved, not sent by us. */
  PENDING,
  /** Sent, no answer yet. */
  SENT,
  /** It may be at the venue or not: it must be asked for and not be sent. */
  UNKNOWN,
  /** The venue has it, nothing is filled. */
  OPEN,
  /** The venue has it, a part is filled. */
  PARTIALLY_FILLED,
  /** The venue has it, filled in part or not, and it is being cancelled. */
  CANCEL_PENDING,
  /** All of it is filled. */
  FILLED,
  /** Cancelled. */
  CANCELED,
  /** The venue refused it. */
  REJECTED,
  /** Ended by the venue. */
  EXPIRED,
  /** It never reached the venue and will not. */
  NOT_PLACED;

  /** Whether it can change no more. */
  public boolean isFinal() {
    return switch (this) {
      case PENDING, SENT, UNKNOWN, OPEN, PARTIALLY_FILLED, CANCEL_PENDING -> false;
      case FILLED, CANCELED, REJECTED, EXPIRED, NOT_PLACED -> true;
    };
  }

  /** Whether it is open if the venue has the order at all. */
  public boolean isUnresolved() {
    return this == PENDING || this == SENT || this == UNKNOWN;
  }

  /** Whether the venue is known to have it working. */
  public boolean isWorking() {
    return this == OPEN || this == PARTIALLY_FILLED || this == CANCEL_PENDING;
  }

  /** Whether the step is one that an order can take. */
  public boolean canBecome(OrderState next) {
    return nextOnes().contains(next);
  }

  /** The steps that an order can take from here. */
  public Set<OrderState> nextOnes() {
    return switch (this) {
      case PENDING -> EnumSet.of(SENT, UNKNOWN, NOT_PLACED);
      // Back to PENDING when the venue certainly did not take it and it may be sent once more.
      case SENT -> EnumSet.of(PENDING, UNKNOWN, OPEN, REJECTED, NOT_PLACED);
      case UNKNOWN -> EnumSet.of(OPEN, REJECTED, NOT_PLACED);
      case OPEN -> EnumSet.of(PARTIALLY_FILLED, CANCEL_PENDING, FILLED, CANCELED, EXPIRED);
      case PARTIALLY_FILLED -> EnumSet.of(CANCEL_PENDING, FILLED, CANCELED, EXPIRED);
      case CANCEL_PENDING -> EnumSet.of(FILLED, CANCELED, EXPIRED);
      case FILLED, CANCELED, REJECTED, EXPIRED, NOT_PLACED -> EnumSet.noneOf(OrderState.class);
    };
  }
}
