package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.money.Fixed8;
import java.util.Optional;

/**
 * Deposits, withdrawals and corrections that persons order. A good command becomes an entry of the
 * journal; only that is booked, by the gate's ledger and by the P&amp;L job's alike, so that nobody
 * else has to know who may order it.
 */
final class Bookings {

  private final GateContext gate;

  Bookings(GateContext gate) {
    this.gate = gate;
  }

  /**
   * Why nothing is booked, in a sentence. A gate that has no ledger of the account, as in a
   * rehearsal, cannot tell; then the entry itself will not be used.
   */
  Optional<String> objection(OperatorCommand command) {
    Booking booking = command.booking();
    String account = command.level().account();
    if (account.equals(Level.ALL) || !command.level().equals(Level.account(account))) {
      return Optional.of("it is for one account as a whole, not for " + command.level());
    }
    if (command.until() != 0) {
      return Optional.of("what is booked stays: it has no end");
    }
    AccountLedger ledger = gate.state().book.account(account).orElse(null);
    if (ledger == null) {
      return Optional.empty();
    }
    if (!ledger.isOpen()) {
      return Optional.of("the venue has not stated the balances of " + account + " yet");
    }
    boolean correction = booking.kind() == BookingKind.FEE || booking.kind() == BookingKind.BUST;
    if (correction && gate.state().book.instrument(booking.instrument()).isEmpty()) {
      return Optional.of("the desk does not know " + booking.instrument());
    }
    return ledger.isBusted(booking)
        ? Optional.of("the fill was declared void before")
        : Optional.empty();
  }

  /** Writes the entry to the journal. */
  String write(OperatorCommand command, Voice voice) {
    String account = command.level().account();
    Booking booking = command.booking();
    LedgerEntry entry =
        new LedgerEntry(
            account,
            gate.state().nextSignal("ledger/" + account),
            booking,
            command.person(),
            command.sequence(),
            command.reason(),
            gate.time());
    voice.output().booking(entry);
    return text(booking) + " will be booked as " + entry.producer() + " #" + entry.sequence();
  }

  /** The entry has changed the ledger: results of the strategy instance follow. */
  void booked(LedgerEntry entry, Voice voice) {
    Booking booking = entry.booking();
    if (booking.kind() == BookingKind.FEE || booking.kind() == BookingKind.BUST) {
      ExecutionReport fill = booking.asFill(entry.account(), entry.sequence(), entry.time());
      Instrument instrument = gate.state().book.instrument(fill.instrument()).orElseThrow();
      gate.state().account(entry.account()).filled(fill, instrument, gate.mark(fill.instrument()));
    }
    AccountLedger ledger = gate.state().book.account(entry.account()).orElseThrow();
    voice.alert(
        Severity.INFO,
        "LEDGER_BOOKED",
        entry.account(),
        "%s by %s: %s; the equity is %s %s"
            .formatted(
                text(booking),
                entry.person(),
                entry.reason(),
                Fixed8.format(ledger.equity()),
                ledger.currency()));
  }

  private static String text(Booking booking) {
    String amount = Fixed8.format(booking.amount()) + " " + booking.asset();
    return switch (booking.kind()) {
      case DEPOSIT -> "a deposit of " + amount;
      case WITHDRAWAL -> "a withdrawal of " + amount;
      case FEE -> "a fee of " + amount + " of " + booking.strategy();
      case BUST ->
          "the end of fill %d of order %s, %s %s at %s"
              .formatted(
                  booking.venueTradeId(),
                  booking.clientOrderId(),
                  Fixed8.format(booking.quantity()),
                  booking.instrument(),
                  Fixed8.format(booking.price()));
    };
  }
}
