package io.alphaflow.cli.parity;

import java.util.Locale;

/**
 * Something that the desk and the backtest have otherwise.
 *
 * @param what of which kind it is
 * @param why the explanation
 * @param where which signal, decision or order
 * @param desk what the desk has
 * @param backtest what the backtest has
 * @param evidence the numbers behind the explanation
 */
record Unlike(What what, Why why, String where, String desk, String backtest, String evidence) {

  enum What {
    SIGNAL,
    DECISION,
    FILL
  }

  @Override
  public String toString() {
    return "%s %s: desk %s, backtest %s; %s%s"
        .formatted(
            what.name().toLowerCase(Locale.ROOT),
            where,
            desk,
            backtest,
            why.text(),
            evidence.isEmpty() ? "" : " (" + evidence + ")");
  }
}
