package io.alphaflow.common.model;

import java.util.List;

/**
 * The balances of an account as the venue states them. The first one opens the account's ledger;
 * until it stands in the journal the gate approves nothing. Later ones are compared with the
 * ledger, and never written into it.
 *
 * @param account our name of the account
 * @param sequence increases for each account: the time, or one more than the last where the venue's
 *     clock went back
 * @param time the venue's time of the statement, epoch microseconds UTC: data, it does not move the
 *     logical clock
 * @param balances sorted by asset, no asset twice
 */
public record AccountSnapshot(String account, long sequence, long time, List<AssetBalance> balances)
    implements JournalEntry {

  @Override
  public String producer() {
    return "account/" + account;
  }

  @Override
  public boolean contiguous() {
    return false;
  }
}
