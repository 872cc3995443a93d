package io.alphaflow.cli.whatif;

import io.alphaflow.common.model.ExecutionReport;
import java.util.function.Consumer;

/** Opens the venue of orders that were never sent, one for each partition of the journal. */
@FunctionalInterface
interface Venues {
  /** A venue without orders that tells what happens to them. */
  AddedOrders open(Consumer<ExecutionReport> reports);
}
