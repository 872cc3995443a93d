package io.alphaflow.cli.backtest;

import io.alphaflow.cli.UsageError;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much an entry trades, as a person writes it: {@code 100%} of the equity, {@code 0.5} of base,
 * {@code 1000 USD}.
 *
 * @param sizing value of the strategy's parameter {@code sizing}
 * @param amount value of its parameter {@code size}, units of 1e-8
 */
record Size(String sizing, long amount) {

  private static final Pattern FORM = Pattern.compile("([0-9.]+)\\s*(%|[A-Za-z]+)?");
  private static final long ALL = Fixed8.of(100);

  static Size parse(String text, String currency) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      try {
        long amount = Fixed8.parse(form.group(1));
        String unit = form.group(2);
        if (amount > 0 && unit == null) {
          return new Size("base-quantity", amount);
        } else if (amount > 0 && "%".equals(unit) && amount <= ALL) {
          return new Size("percent-of-equity", amount);
        } else if (amount > 0 && currency.equalsIgnoreCase(unit)) {
          return new Size("quote-amount", amount);
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
    }
    throw new UsageError(
        "--size %s: expected 100%% of the equity, 0.5 of base, or 1000 %s"
            .formatted(text, currency));
  }

  /**
   * The same with as much of the equity left as comes on top of the order's value.
   *
   * @param share of that value, units of 1e-8
   */
  Size leaving(long share) {
    if (!sizing.equals("percent-of-equity")) {
      return this;
    }
    long most = Fixed8.divide(ALL, Fixed8.ONE + share, RoundingMode.DOWN);
    return new Size(sizing, Math.min(amount, most));
  }

  Map<String, String> parameters() {
    return Map.of("sizing", sizing, "size", Fixed8.format(amount));
  }
}
