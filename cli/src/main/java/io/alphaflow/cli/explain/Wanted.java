package io.alphaflow.cli.explain;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Decision;
import java.util.Optional;

/**
 * Which decision is asked for: by its identity, or by the client order id of its order.
 *
 * @param account of the decision, when it is asked for by its identity
 * @param sequence of the decision, likewise
 * @param order client order id, when it is asked for by that; otherwise empty
 */
record Wanted(String account, long sequence, String order) {

  /** {@code ACCOUNT/NUMBER}, or a client order id. */
  static Wanted parse(String text) {
    int slash = text.lastIndexOf('/');
    return slash < 0
        ? new Wanted("", 0, text)
        : of(text.substring(0, slash), text.substring(slash + 1));
  }

  /** A decision of an account. */
  static Wanted of(String account, String number) {
    return new Wanted(account, number(number), "");
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same sentence as for a number that is not above 0.
    }
    throw new UserError("\"" + text + "\" is no number of a decision; they count from 1");
  }

  /** The account, when it is known. */
  Optional<String> ofAccount() {
    return account.isEmpty() ? Optional.empty() : Optional.of(account);
  }

  boolean is(Decision decision) {
    return account.isEmpty()
        ? decision.approvedOrder().stream()
            .flatMap(o -> o.legs().stream())
            .anyMatch(leg -> leg.clientOrderId().equals(order))
        : decision.account().equals(account) && decision.sequence() == sequence;
  }
}
