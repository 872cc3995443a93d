package io.alphaflow.strategy;

import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * How much to trade.
 *
 * @param mode what the number means
 * @param size units of 1e-8; 0 with {@link SizingMode#CLOSE_POSITION}
 */
public record Sizing(SizingMode mode, long size) {

  /** Ends the whole position of account and instrument, whoever built it. */
  public static final Sizing CLOSE = new Sizing(SizingMode.CLOSE_POSITION, 0);

  private static final String BASE = "base-quantity";
  private static final String QUOTE = "quote-amount";
  private static final String EXACT = "exact-quote-amount";
  private static final String PERCENT = "percent-of-equity";

  /** The parameters that {@link #of} reads. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.choice(
              "sizing",
              BASE,
              List.of(BASE, QUOTE, EXACT, PERCENT),
              "what size means; all but "
                  + BASE
                  + " end with the whole position, so they need the account and symbol for"
                  + " themselves"),
          ParameterSpec.amount("size", "0.5", 1, Fixed8.of(1_000_000_000), "how much to buy"));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when the size does not fit the mode
   */
  public Sizing {
    Objects.requireNonNull(mode, "mode");
    boolean fits =
        switch (mode) {
          case CLOSE_POSITION -> size == 0;
          case PERCENT_OF_EQUITY -> size > 0 && size <= Fixed8.of(100);
          case BASE_QUANTITY, QUOTE_AMOUNT, EXACT_QUOTE_AMOUNT -> size > 0;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "size "
              + Fixed8.format(size)
              + " does not fit "
              + mode
              + ": it must be above 0, a percentage at most 100, and 0 to close a position");
    }
  }

  /**
   * Spends an amount of the quote asset, units of 1e-8. A market order that is sent as one goes to
   * the venue as that amount where the venue takes amounts: all of it is spent, but for less than a
   * step of quantity is worth. Any other order, a sale, and an order at a venue that does not take
   * amounts, is for the quantity that the amount buys at the mark plus the collar, as with {@link
   * SizingMode#QUOTE_AMOUNT}.
   */
  public static Sizing spend(long amount) {
    return new Sizing(SizingMode.EXACT_QUOTE_AMOUNT, amount);
  }

  /** What the parameters {@code sizing} and {@code size} say. */
  public static Sizing of(Parameters parameters) {
    SizingMode mode =
        switch (parameters.choice("sizing")) {
          case QUOTE -> SizingMode.QUOTE_AMOUNT;
          case EXACT -> SizingMode.EXACT_QUOTE_AMOUNT;
          case PERCENT -> SizingMode.PERCENT_OF_EQUITY;
          default -> SizingMode.BASE_QUANTITY;
        };
    return new Sizing(mode, parameters.amount("size"));
  }

  /**
   * What ends a position that was entered with this: the same base quantity, so that instances
   * which share account and symbol leave each other's part alone. What protective exits sold for
   * the instance meanwhile, the risk gate takes off. The base quantity that an amount or a
   * percentage bought is not known here, so there it is the whole position.
   */
  public Sizing exit() {
    return mode == SizingMode.BASE_QUANTITY ? this : CLOSE;
  }
}
