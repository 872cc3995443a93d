package io.alphaflow.common.model;

import java.util.List;

/**
 * What the controls measured for a decision: with the broken ones, which the decision names, also
 * those that held. A function of the journal, as the decision is.
 *
 * @param account of the decision
 * @param sequence of the decision
 * @param time of the decision
 * @param readings of every control that had a limit and a number to hold against it, in the order
 *     of the controls
 */
public record DecisionReadings(String account, long sequence, long time, List<Reading> readings) {

  /** Copies. */
  public DecisionReadings {
    readings = List.copyOf(readings);
  }
}
