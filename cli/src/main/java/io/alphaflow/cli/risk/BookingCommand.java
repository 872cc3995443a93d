package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import picocli.CommandLine.Option;

/** A command that books something in the ledger of an account. */
abstract class BookingCommand extends SignedCommand {

  @Option(
      names = "--account",
      required = true,
      paramLabel = "ACCOUNT",
      description = "Whose ledger")
  private String account;

  /** What is to be booked; what is wrong with it is noted on the check. */
  abstract Booking booking(CommandCheck check, CommandDesk running) throws Exception;

  String account() {
    return account;
  }

  @Override
  final CommandAction action() {
    return CommandAction.BOOK;
  }

  @Override
  final Level level(CommandCheck check) {
    check.account(account);
    return Level.account(account);
  }

  @Override
  final OperatorCommand complete(OperatorCommand command, CommandCheck check, CommandDesk running)
      throws Exception {
    return command.booking(booking(check, running));
  }
}
