package io.alphaflow.risk.drill;

/**
 * What came of a drill.
 *
 * @param control number in the list of controls, or {@code incident}
 * @param code what the order was rejected for
 * @param by the class of the control that finds it, empty when it is not one of the gate's
 * @param limit what was drilled, as it is configured
 * @param source where that stands
 * @param status whether it fired
 * @param order number of the order at which it fired, counted from 1; 0 when it did not
 * @param sentence what happened
 */
public record DrillResult(
    String control,
    String code,
    String by,
    String limit,
    String source,
    Status status,
    int order,
    String sentence) {

  /** Whether a control fired. */
  public enum Status {
    /** It did, at the right order. */
    FIRED,
    /** It should have. */
    NOT_FIRED,
    /** The configuration says that there is no such limit. */
    OFF,
    /** It is no rule for an order; benchmarks measure it. */
    MEASURED
  }

  /** Whether the desk must not trade. */
  public boolean isFailed() {
    return status == Status.NOT_FIRED;
  }
}
