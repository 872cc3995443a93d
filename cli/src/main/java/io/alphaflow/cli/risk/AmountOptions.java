package io.alphaflow.cli.risk;

import io.alphaflow.common.money.Fixed8;
import picocli.CommandLine.Option;

/** How much of what. */
final class AmountOptions {

  @Option(names = "--asset", required = true, paramLabel = "ASSET", description = "Such as USDT")
  String asset;

  @Option(
      names = "--amount",
      required = true,
      paramLabel = "AMOUNT",
      description = "How much of it, up to eight decimals")
  private String amount;

  /** An amount above 0; what is wrong with it is noted. */
  long amount(CommandCheck check) {
    long units = signed(check);
    if (units < 0) {
      check.refuse("--amount", amount, "an amount above 0");
    }
    return units;
  }

  /** An amount that is not 0; what is wrong with it is noted. */
  long signed(CommandCheck check) {
    try {
      long units = Fixed8.parse(amount);
      if (units == 0) {
        check.refuse("--amount", amount, "another amount than 0");
      }
      return units;
    } catch (NumberFormatException e) {
      check.refuse("--amount", amount, "a decimal with at most eight decimals, such as 250.5");
      return 0;
    }
  }
}
