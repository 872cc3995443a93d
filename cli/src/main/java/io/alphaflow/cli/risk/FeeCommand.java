package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Booking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow account fee}. */
@Command(
    name = "fee",
    description = {
      "Book a fee that the venue took later, for a strategy's trades in a symbol.",
      "A negative amount is one that it gave back. Needs the role admin."
    },
    sortOptions = false)
final class FeeCommand extends BookingCommand {

  @Option(names = "--strategy", required = true, paramLabel = "ID", description = "Whose trades")
  private String strategy;

  @Option(
      names = "--symbol",
      required = true,
      paramLabel = "BASE/QUOTE",
      description = "What was traded")
  private String symbol;

  @Mixin private AmountOptions amount;

  @Override
  Booking booking(CommandCheck check, CommandDesk running) {
    return Booking.fee(strategy, check.instrument(symbol), amount.asset, amount.signed(check));
  }
}
