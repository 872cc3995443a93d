package io.alphaflow.cli.risk;

import io.alphaflow.cli.Micros;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Level;
import io.alphaflow.risk.control.DecisionCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Checks a command before it is sent, and finds all that is wrong with it at once. Used for one
 * command.
 */
final class CommandCheck {

  private static final List<String> CODES =
      Arrays.stream(DecisionCode.values())
          .filter(DecisionCode::isOverridable)
          .map(DecisionCode::name)
          .toList();

  private final DeskNames configured;
  private final Supplier<DeskNames> all;
  private final LongSupplier now;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * A check.
   *
   * @param configured what the configuration names
   * @param all that and what was added since; asked for when the configuration is not enough
   * @param now market time, epoch microseconds UTC; 0 when there is none yet
   */
  CommandCheck(DeskNames configured, Supplier<DeskNames> all, LongSupplier now) {
    this.configured = configured;
    this.all = all;
    this.now = now;
  }

  /** What the command is for; an unknown strategy may be one that is yet to be added. */
  Level level(LevelOptions options) {
    if (!isAll(options.account)) {
      account(options.account);
    }
    strategy(options);
    return new Level(options.account, options.strategy, instrument(options.symbol));
  }

  /** An account must be one of the configured ones. */
  void account(String name) {
    if (!configured.accounts().contains(name)) {
      refuse("--account", name, "one of " + String.join(", ", configured.accounts()));
    }
  }

  private void strategy(LevelOptions options) {
    if (isAll(options.strategy)) {
      return;
    }
    DeskNames names = all.get();
    String account = names.strategies().get(options.strategy);
    if (account == null) {
      warnings.add(
          "the desk has no strategy instance \"%s\" now; it has: %s"
              .formatted(options.strategy, String.join(", ", names.strategies().keySet())));
    } else if (!isAll(options.account) && !account.equals(options.account)) {
      warnings.add(
          "%s trades for account %s, not %s".formatted(options.strategy, account, options.account));
    }
  }

  /** The instrument of a symbol at the venue. */
  String instrument(String symbol) {
    if (isAll(symbol)) {
      return symbol;
    }
    String venue = configured.venue() + ":";
    String instrument = symbol.startsWith(venue) ? symbol : venue + symbol;
    if (configured.instruments().contains(instrument)) {
      return instrument;
    }
    DeskNames names = all.get();
    if (!names.instruments().contains(instrument)) {
      refuse("--symbol", symbol, "one of " + String.join(", ", names.instruments()));
      return Level.ALL;
    }
    return instrument;
  }

  private static boolean isAll(String part) {
    return part.equals(Level.ALL);
  }

  /**
   * When a command ends by itself.
   *
   * @param text a time span from now on, such as {@code 2h}, or a time
   * @param longest the longest time from now on, when there is a bound
   * @return epoch microseconds UTC
   */
  long until(String text, Optional<Duration> longest) {
    long from = now.getAsLong();
    Optional<Long> end = end(text, from);
    if (end.isEmpty()) {
      return 0;
    }
    if (end.get() <= from) {
      refuse("--until", text, "a time behind the market's, which is " + Micros.iso(from));
    } else if (longest.isPresent() && end.get() - from > longest.get().toMillis() * 1_000) {
      refuse(
          "--until",
          text,
          "at most %d h from the market's time, which is %s"
              .formatted(longest.get().toHours(), Micros.iso(from)));
    }
    return end.get();
  }

  private Optional<Long> end(String text, long from) {
    try {
      if (text.matches("\\d{4}-.*")) {
        return Optional.of(Micros.parse(text));
      }
      Duration span = text.endsWith("d") ? Duration.parse("P" + text) : Duration.parse("PT" + text);
      if (from == 0) {
        problems.add(
            "--until: the desk has no market time yet that %s could begin at; say a time such as"
                    .formatted(text)
                + " 2026-01-31T12:00:00Z");
        return Optional.empty();
      }
      return Optional.of(Math.addExact(from, Math.multiplyExact(span.toMillis(), 1_000L)));
    } catch (DateTimeException | ArithmeticException e) {
      refuse(
          "--until",
          text,
          "a time span such as 30m, 2h, 1d, or a time such as 2026-01-31T12:00:00Z");
      return Optional.empty();
    }
  }

  /**
   * Decision codes that may be waived, as the gate writes them; {@code max-order-value} will do,
   * too.
   */
  List<String> codes(List<String> given) {
    SortedSet<String> codes = new TreeSet<>();
    for (String text : given) {
      String code = text.toUpperCase(Locale.ROOT).replace('-', '_');
      if (CODES.contains(code)) {
        codes.add(code);
      } else {
        refuse("code", text, "one of " + String.join(", ", CODES));
      }
    }
    return List.copyOf(codes);
  }

  /** Notes something that is wrong. */
  void refuse(String what, String found, String accepted) {
    problems.add(what + ": \"" + found + "\" is not accepted; expected " + accepted);
  }

  /** What looks wrong but may be meant. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Ends the check of a command.
   *
   * @throws UserError with all problems
   */
  void finish() {
    finish("nothing was sent: ");
  }

  /** The same of something else, for which errors begin otherwise. */
  void finish(String beginning) {
    if (!problems.isEmpty()) {
      String separator = System.lineSeparator() + "  ";
      throw new UserError(
          problems.size() == 1
              ? beginning + problems.get(0)
              : beginning.stripTrailing() + separator + String.join(separator, problems));
    }
  }
}
