package io.alphaflow.backtest.engine;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.money.Fixed8;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What it costs to be short: at the end of each UTC day, for each instrument that an account is
 * short of then, {@code quantity · last price · rate ÷ 365}, rounded up to 1e-8. It is a fee in the
 * account's currency, and a cost of the first strategy of the account that trades the instrument.
 * The ledger has it on its day, whatever is free at the venue then: see {@link Venue#charge}.
 */
final class Borrowing {

  static final long DAY = 86_400_000_000L;

  private static final BigInteger YEAR_OF_ONE =
      BigInteger.valueOf(365).multiply(BigInteger.valueOf(Fixed8.ONE).pow(2));

  private final String currency;
  private final Map<String, Long> entries = new HashMap<>();

  Borrowing(String currency) {
    this.currency = currency;
  }

  /**
   * A day is over for an account.
   *
   * @param out takes what is booked
   */
  void charge(
      Account account,
      AccountLedger ledger,
      Collection<Prices> prices,
      long time,
      Consumer<LedgerEntry> out) {
    long rate = account.variant().fills().borrowRate();
    if (rate == 0) {
      return;
    }
    long sum = 0;
    for (Prices of : prices) {
      long quantity = ledger.quantity(of.instrument());
      long fee = quantity < 0 ? fee(-quantity, of.price(), rate) : 0;
      if (fee > 0) {
        out.accept(entry(account, of, fee, time));
        sum = Math.addExact(sum, fee);
      }
    }
    // Also when it is nothing: what is still owed may be free by now.
    account.venue().charge(currency, sum);
  }

  private LedgerEntry entry(Account account, Prices of, long fee, long time) {
    String strategy =
        account.variant().instances().stream()
            .filter(instance -> instance.trades(of.instrument()))
            .findFirst()
            .orElseThrow()
            .id();
    return new LedgerEntry(
        account.id(),
        entries.merge(account.id(), 1L, Long::sum),
        Booking.fee(strategy, of.instrument(), currency, fee),
        "backtest",
        0,
        "a day of borrowing",
        time);
  }

  /** Of a day, units of 1e-8. */
  static long fee(long quantity, long price, long rate) {
    BigInteger[] fee =
        BigInteger.valueOf(quantity)
            .multiply(BigInteger.valueOf(price))
            .multiply(BigInteger.valueOf(rate))
            .divideAndRemainder(YEAR_OF_ONE);
    return fee[0].longValueExact() + (fee[1].signum() == 0 ? 0 : 1);
  }
}
