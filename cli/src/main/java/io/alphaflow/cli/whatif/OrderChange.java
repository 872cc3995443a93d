package io.alphaflow.cli.whatif;

import io.alphaflow.cli.rerun.OrderTerms;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;

/**
 * An order that would have been another.
 *
 * @param kind what would have become of it
 * @param recorded what the desk decided; empty when it was not asked
 * @param now what it decides under the change; empty when it is not asked
 */
record OrderChange(Kind kind, Optional<Decision> recorded, Optional<Decision> now) {

  enum Kind {
    /** It was sent, and would be rejected. */
    BLOCKED,
    /** It was rejected, or never asked for, and would be sent. */
    ADDED,
    /** It would be sent otherwise: another quantity or price. */
    ALTERED,
    /** It was sent, and nobody would ask for it. */
    GONE
  }

  /** What became of a signal, compared; empty when the order is the same, or none as before. */
  static Optional<OrderChange> of(Optional<Decision> recorded, Decision now) {
    boolean before = recorded.filter(OrderChange::trades).isPresent();
    if (!trades(now)) {
      return before
          ? Optional.of(new OrderChange(Kind.BLOCKED, recorded, Optional.of(now)))
          : Optional.empty();
    }
    if (!before) {
      return Optional.of(new OrderChange(Kind.ADDED, recorded, Optional.of(now)));
    }
    return sameOrder(recorded.get(), now)
        ? Optional.empty()
        : Optional.of(new OrderChange(Kind.ALTERED, recorded, Optional.of(now)));
  }

  /** An order that was sent and is not asked for any more. */
  static OrderChange gone(Decision recorded) {
    return new OrderChange(Kind.GONE, Optional.of(recorded), Optional.empty());
  }

  /** Whether a decision leads to orders: to one, or to the children of a parent. */
  static boolean trades(Decision decision) {
    return decision.outcome() == Outcome.APPROVED || decision.outcome() == Outcome.WORKING;
  }

  /** Whether the same is sent, whatever its id. */
  static boolean sameOrder(Decision one, Decision other) {
    return one.outcome() == other.outcome()
        && one.workQuantity() == other.workQuantity()
        && OrderTerms.of(one).equals(OrderTerms.of(other));
  }

  /** What is wrong with it now, if anything. */
  List<Violation> violations() {
    return now.map(Decision::violations).orElse(List.of());
  }

  /** The decision to tell of it by: the recorded one where there is one. */
  Decision decision() {
    return recorded.or(() -> now).orElseThrow();
  }
}
