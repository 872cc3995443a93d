package io.alphaflow.risk.drill;

import io.alphaflow.common.model.InstrumentId;

/** Who trades what in a drill. */
record Subject(String account, String strategy, String instrument) {

  /** Asset that is traded. */
  String base() {
    return InstrumentId.parse(instrument).base();
  }

  /** Asset of the price, and the account's currency. */
  String currency() {
    return InstrumentId.parse(instrument).quote();
  }

  /** Another instrument of the same currency. */
  String other(String base) {
    InstrumentId id = InstrumentId.parse(instrument);
    return new InstrumentId(id.venue(), base, id.quote()).toString();
  }
}
