package io.alphaflow.risk.control;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;

/**
 * Trading is stopped or restricted at some level.
 *
 * @param level what is stopped
 * @param kind how far
 * @param code what an order is rejected for because of it
 * @param by the person or breaker
 * @param reason why
 * @param time logical time, epoch microseconds UTC
 * @param until logical time at which it ends by itself; 0 when somebody must resume
 */
public record Stop(
    Level level,
    StopKind kind,
    DecisionCode code,
    String by,
    String reason,
    long time,
    long until) {

  /** The same of another kind. */
  public Stop as(StopKind other) {
    return new Stop(level, other, code, by, reason, time, until);
  }

  @Override
  public String toString() {
    return level + " " + kind + " by " + by + ": " + reason;
  }
}
