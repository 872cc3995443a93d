package io.alphaflow.risk.drill;

import java.util.List;

/**
 * How a desk would have stopped a public incident.
 *
 * @param name what happened
 * @param order number of the first order that was rejected, counted from 1; 0 when none was
 * @param codes what it was rejected for
 * @param orders how many orders were wanted
 * @param approved how many of them were approved
 * @param last number of the last one that was approved
 */
public record IncidentResult(
    String name, int order, List<String> codes, int orders, int approved, int last) {

  /** Copies the list. */
  public IncidentResult {
    codes = List.copyOf(codes);
  }

  /** For a person. */
  public String sentence() {
    if (order == 0) {
      return "NOT STOPPED: all %,d orders were approved".formatted(orders);
    }
    String end =
        last < order
            ? "none was approved after it"
            : "of %,d orders %,d were approved, the last as number %,d"
                .formatted(orders, approved, last);
    return "order %,d was the first to be rejected: %s; %s"
        .formatted(order, String.join(", ", codes), end);
  }
}
