package io.alphaflow.execution.order;

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
      case PENDING, SENT, UNKNOWN, OPEN, PARTIALLY_FILLED -> false;
      case FILLED, CANCELED, REJECTED, EXPIRED, NOT_PLACED -> true;
    };
  }

  /** Whether it is open if the venue has the order at all. */
  public boolean isUnresolved() {
    return this == PENDING || this == SENT || this == UNKNOWN;
  }

  /** Whether the venue is known to have it working. */
  public boolean isWorking() {
    return this == OPEN || this == PARTIALLY_FILLED;
  }

  /** Whether the step is one that an order can take. */
  public boolean canBecome(OrderState next) {
    return switch (this) {
      case PENDING -> next == SENT || next == UNKNOWN || next == NOT_PLACED;
      case SENT -> next != PENDING && next != SENT;
      case UNKNOWN -> next != PENDING && next != SENT && next != UNKNOWN;
      case OPEN ->
          next == PARTIALLY_FILLED || next == FILLED || next == CANCELED || next == EXPIRED;
      case PARTIALLY_FILLED -> next == FILLED || next == CANCELED || next == EXPIRED;
      case FILLED, CANCELED, REJECTED, EXPIRED, NOT_PLACED -> false;
    };
  }
}
