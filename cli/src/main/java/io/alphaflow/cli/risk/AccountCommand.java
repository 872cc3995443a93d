package io.alphaflow.cli.risk;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow account}: what changes an account besides fills. */
@Command(
    name = "account",
    description = "Book deposits, withdrawals and corrections in the ledger of an account.",
    subcommands = {
      DepositCommand.class,
      WithdrawCommand.class,
      FeeCommand.class,
      BustCommand.class
    },
    mixinStandardHelpOptions = true)
public final class AccountCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What is to be booked? Try 'alphaflow account --help'.");
  }
}
