package io.alphaflow.cli.audit;

import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How near an order came to a limit: 1 is at the limit. Controls tell limit and observed value as
 * texts in the same unit that begin with the number; those that do not, such as a stop, have no
 * nearness.
 */
final class Nearness {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  /** What may not be less than the limit. */
  private static final Set<DecisionCode> AT_LEAST =
      EnumSet.of(
          DecisionCode.SIZE_BELOW_MINIMUM,
          DecisionCode.NOTIONAL_BELOW_MINIMUM,
          DecisionCode.DUPLICATE_ORDER,
          DecisionCode.MIN_CONFIDENCE);

  private Nearness() {}

  /** The share of the limit that was used; empty when there are no numbers to compare. */
  static Optional<BigDecimal> of(Check check) {
    if (!check.isAsked()) {
      return Optional.empty();
    }
    Optional<BigDecimal> limit = number(check.limit());
    Optional<BigDecimal> observed = number(check.observed());
    if (limit.isEmpty() || observed.isEmpty()) {
      return Optional.empty();
    }
    boolean least = AT_LEAST.contains(check.code());
    BigDecimal above = least ? limit.get() : observed.get();
    BigDecimal below = least ? observed.get() : limit.get();
    if (below.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal share = above.max(BigDecimal.ZERO).divide(below, MathContext.DECIMAL64);
    // Numbers that say the opposite of the verdict are not those that were compared.
    return (share.compareTo(BigDecimal.ONE) <= 0) == check.kept()
        ? Optional.of(share)
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.lookingAt() ? Optional.of(new BigDecimal(matcher.group())) : Optional.empty();
  }
}
