package io.alphaflow.common.model;

/**
 * A deposit, a withdrawal or a correction, as it is booked. The gate writes it when a person's
 * signed command was found good; from here every ledger takes it, the gate's own too. Nothing that
 * was booked before is changed by it.
 *
 * @param account whose ledger
 * @param sequence counted from 1 for each account
 * @param booking what is booked
 * @param person who wanted it
 * @param command number of the person's command
 * @param reason why, for the record
 * @param time logical time of the command, epoch microseconds UTC: data, it does not move the clock
 */
public record LedgerEntry(
    String account,
    long sequence,
    Booking booking,
    String person,
    long command,
    String reason,
    long time)
    implements JournalEntry {

  @Override
  public String producer() {
    return "ledger/" + account;
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
