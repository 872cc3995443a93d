package io.alphaflow.cli.explain;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Decision;
import java.util.Optional;

/**
 * Which decision is asked for: by its identity, by the client order id of its order, or by the
 * correlation of log lines, see {@link Decision#correlation}.
 *
 * @param account of the decision, when it is asked for by its identity
 * @param sequence of the decision, likewise
 * @param id client order id or correlation, when it is asked for by that; otherwise empty
 */
record Wanted(String account, long sequence, String id) {

  /** {@code ACCOUNT/NUMBER}, a client order id, or a correlation. */
  static Wanted parse(String text) {
    int slash = text.lastIndexOf('/');
    return slash < 0 || text.indexOf('#') > slash
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
        ? decision.correlation().equals(id)
            || decision.approvedOrder().stream()
                .flatMap(o -> o.legs().stream())
                .anyMatch(leg -> leg.clientOrderId().equals(id))
        : decision.account().equals(account) && decision.sequence() == sequence;
  }
}
