package io.alphaflow.cli.parity;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import java.math.BigInteger;
import java.util.Collection;

/**
 * What was traded of an order.
 *
 * @param quantity base, units of 1e-8
 * @param amount price times quantity of all fills, units of 1e-16
 * @param fees in whatever they were taken, units of 1e-8
 * @param first time of the first fill, epoch microseconds UTC; 0 without one
 * @param last time of the last fill
 * @param refusal why the venue refused it, or why it ended; empty when it filled
 * @param ended whether nothing more will happen to it
 */
record OrderFills(
    long quantity,
    BigInteger amount,
    long fees,
    long first,
    long last,
    String refusal,
    boolean ended) {

  static OrderFills of(Collection<ExecutionReport> reports) {
    long quantity = 0;
    BigInteger amount = BigInteger.ZERO;
    long fees = 0;
    long first = 0;
    long last = 0;
    String refusal = "";
    boolean ended = false;
    for (ExecutionReport report : reports) {
      ended |= report.last();
      if (report.executionType() == ExecutionType.FILL) {
        quantity += report.lastQuantity();
        amount =
            amount.add(
                BigInteger.valueOf(report.lastQuantity())
                    .multiply(BigInteger.valueOf(report.lastPrice())));
        fees += report.fee();
        first = first == 0 ? report.time() : first;
        last = report.time();
      } else if (report.last()) {
        refusal = report.executionType() + (report.reason().isEmpty() ? "" : " " + report.reason());
      }
    }
    return new OrderFills(quantity, amount, fees, first, last, refusal, ended);
  }

  /** The average price, units of 1e-8, rounded down; 0 without a fill. */
  long price() {
    return quantity == 0 ? 0 : amount.divide(BigInteger.valueOf(quantity)).longValueExact();
  }

  /** Whether the same was traded for the same, whenever it was. */
  boolean isLike(OrderFills other) {
    return quantity == other.quantity && amount.equals(other.amount) && fees == other.fees;
  }

  @Override
  public String toString() {
    return quantity == 0
        ? "nothing" + (refusal.isEmpty() ? "" : " (" + refusal + ")")
        : Fixed8.format(quantity) + " at " + Fixed8.format(price());
  }
}
