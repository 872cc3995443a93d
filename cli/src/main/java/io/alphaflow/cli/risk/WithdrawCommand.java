package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Booking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code alphaflow account withdraw}. */
@Command(
    name = "withdraw",
    description = {
      "Book that an asset has left the account.",
      "It is no loss: neither P&L nor drawdown change. Needs the role admin."
    },
    sortOptions = false)
final class WithdrawCommand extends BookingCommand {

  @Mixin private AmountOptions amount;

  @Override
  Booking booking(CommandCheck check, CommandDesk running) {
    return Booking.withdrawal(amount.asset, amount.amount(check));
  }
}
