package io.alphaflow.common.model;

/** What a strategy's signal does about orders that it wanted earlier. */
public enum TargetAction {
  /** Nothing: it wants a new order. */
  PLACE,
  /** It wants no new order, and the earlier one to work no longer. */
  CANCEL,
  /** It wants a new order of the same side in the place of the earlier one. */
  REPLACE,
  /** It wants no new order, and the earlier one to be for less where it stands. */
  AMEND;

  /** Whether a new order comes of it. */
  public boolean wantsOrder() {
    return this == PLACE || this == REPLACE;
  }
}
