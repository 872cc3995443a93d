package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Booking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code alphaflow account deposit}. */
@Command(
    name = "deposit",
    description = {
      "Book that an asset has come into the account from outside.",
      "It is no gain: it counts in the equity, but not as P&L. Needs the role admin."
    },
    sortOptions = false)
final class DepositCommand extends BookingCommand {

  @Mixin private AmountOptions amount;

  @Override
  Booking booking(CommandCheck check, CommandDesk running) {
    return Booking.deposit(amount.asset, amount.amount(check));
  }
}
