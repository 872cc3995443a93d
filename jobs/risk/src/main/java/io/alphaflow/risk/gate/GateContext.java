package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Mark;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.Limits;
import java.util.Optional;

/**
 * What all parts of a gate work with.
 *
 * @param options of the configuration
 * @param state what is remembered
 * @param limits which limits hold, on that state
 */
record GateContext(RiskOptions options, GateState state, LimitBook limits) {

  static GateContext of(RiskOptions options, GateState state) {
    return new GateContext(options, state, new LimitBook(options.limits(), state.limits));
  }

  /** Logical time. */
  long time() {
    return state.book.time();
  }

  /** The limits that an order is held to. */
  Limits limits(String account, String strategy, String instrument) {
    return limits.limits(account, strategy, instrument);
  }

  /** The limits of an account as a whole. */
  Limits limits(String account) {
    return limits.limits(account, "", "");
  }

  /** What an account holds of an instrument, base. */
  long position(String account, String instrument) {
    return state.book.account(account).map(ledger -> ledger.quantity(instrument)).orElse(0L);
  }

  /** The last price of an instrument, 0 when there is none. */
  long price(String instrument) {
    Optional<Mark> mark = mark(instrument);
    return mark.isPresent() ? mark.get().price() : 0;
  }

  /** The last mark of an instrument. */
  Optional<Mark> mark(String instrument) {
    return state.book.mark(instrument);
  }
}
