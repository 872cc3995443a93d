package io.alphaflow.cli.whatif;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledgers of a partition as they were, and as they would be. */
final class Books {

  /**
   * P&amp;L of an account since its opening, fees included, units of 1e-8 of its currency.
   *
   * @param currency of both
   * @param recorded what it was at the end of the period
   * @param changed what it would be then
   */
  record Effect(String currency, long recorded, long changed) {

    long difference() {
      return changed - recorded;
    }
  }

  private final PnlOptions options;
  private final PnlBook recorded = new PnlBook();
  private final PnlBook changed = new PnlBook();

  Books(PnlOptions options) {
    this.options = options;
  }

  void recorded(JournalEntry entry, int hash) {
    apply(recorded, entry, hash);
  }

  void changed(JournalEntry entry, int hash) {
    apply(changed, entry, hash);
  }

  private void apply(PnlBook book, JournalEntry entry, int hash) {
    try {
      book.apply(entry, hash, options, snapshot -> {});
    } catch (ArithmeticException e) {
      // The P&L job has told so; what cannot be counted is left out on both sides.
      return;
    }
  }

  /** By account. */
  SortedMap<String, Effect> effects() {
    SortedMap<String, Effect> effects = new TreeMap<>();
    for (String account : options.currencies().keySet()) {
      Optional<AccountLedger> before = recorded.account(account).filter(AccountLedger::isOpen);
      Optional<AccountLedger> after = changed.account(account).filter(AccountLedger::isOpen);
      if (before.isPresent() && after.isPresent()) {
        AccountLedger ledger = before.get();
        effects.put(account, new Effect(ledger.currency(), ledger.pnl(), after.get().pnl()));
      }
    }
    return effects;
  }
}
