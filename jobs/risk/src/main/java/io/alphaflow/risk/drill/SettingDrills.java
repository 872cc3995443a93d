package io.alphaflow.risk.drill;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.OpenHours;
import io.alphaflow.risk.control.Permission;
import io.alphaflow.risk.control.PriceCollar;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.control.VolatilityOptions.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Drills of what is configured beside the limits: permissions, hours, the volatility band. */
final class SettingDrills {

  private static final long ONE = Fixed8.ONE;
  private static final long START = Rehearsal.START;
  private static final long QUARTER_HOUR = 900_000_000L;
  private static final int QUARTERS = 400 * 24 * 4;
  private static final int MOST_BARS = 50_000;

  private final DrillDesk desk;
  private final RiskOptions options;

  SettingDrills(DrillDesk desk) {
    this.desk = desk;
    this.options = desk.configured();
  }

  List<Planned> all() {
    List<Planned> planned = new ArrayList<>();
    planned.add(volatility());
    planned.add(permission());
    planned.add(arming());
    if (options.tradingHours().isEmpty()) {
      planned.add(Planned.off(DecisionCode.OUTSIDE_TRADING_HOURS, "always", "risk.tradingHours"));
    }
    options.tradingHours().forEach((account, hours) -> planned.add(hours(account, hours)));
    return planned;
  }

  private Planned volatility() {
    VolatilityOptions volatility = options.volatility();
    String source = "risk.volatility";
    if (volatility.method() == Method.NONE) {
      return Planned.off(DecisionCode.VOLATILITY_BAND, "method none", source);
    }
    Subject subject = desk.anyone();
    String text =
        "%s × %s".formatted(Fixed8.format(volatility.multiplier()), volatility.indicator());
    return Planned.of(
        Drill.rejects(
            DecisionCode.VOLATILITY_BAND,
            PriceCollar.class,
            text,
            source,
            desk.withVolatility(subject),
            subject,
            r -> beyondBand(r, volatility.intervalMicros())));
  }

  /**
   * Bars up and down by a percent until the volatility is known; then the widest price it allows.
   */
  private static void beyondBand(Rehearsal r, long interval) {
    r.open();
    for (int bar = 1; !isKept(r, bar % 2 == 0 ? ONE : ONE / 100 * 101); bar++) {
      if (bar > MOST_BARS) {
        throw new IllegalStateException("the volatility is not known after " + bar + " bars");
      }
      r.mark(bar % 2 == 0 ? ONE / 100 * 101 : ONE, START + bar * interval);
    }
    long inside = ONE;
    long outside = Long.MAX_VALUE / 4;
    while (outside - inside > 1) {
      long between = inside + (outside - inside) / 2;
      if (isKept(r, between)) {
        inside = between;
      } else {
        outside = between;
      }
    }
    r.order(Want.buy(1).at(inside));
    r.order(Want.buy(1).at(outside));
  }

  private static boolean isKept(Rehearsal r, long price) {
    Checks checks = r.explain(Want.buy(1).at(price));
    return checks.checks().stream()
        .filter(c -> c.code() == DecisionCode.VOLATILITY_BAND)
        .allMatch(Checks.Check::kept);
  }

  /** An order that no rule permits. */
  private Planned permission() {
    DecisionCode code = DecisionCode.NOT_PERMITTED;
    String text = options.permissions().size() + " rules";
    Optional<Refused> refused = refused().findFirst();
    if (refused.isEmpty()) {
      return Planned.off(code, text + ", which permit everything", "risk.permissions");
    }
    Subject subject = refused.get().subject();
    return Planned.of(
        Drill.rejects(
            code,
            Permission.class,
            text,
            "risk.permissions",
            desk.withPermissions(subject),
            subject,
            r -> {
              r.open(Rehearsal.CASH, ONE);
              r.order(refused.get().want());
            }));
  }

  /** The last moment at which the account is armed, and what comes then. */
  private Planned arming() {
    DecisionCode code = DecisionCode.NOT_ARMED;
    if (options.mode() == RunMode.PAPER) {
      return Planned.off(code, "mode paper", "mode");
    }
    Subject subject = desk.anyone();
    Level account = Level.account(subject.account());
    return Planned.of(
        Drill.rejects(
            code,
            KillSwitch.class,
            "armed by a person",
            "mode",
            desk.live(subject),
            subject,
            r -> {
              r.open();
              r.say(r.command(account, CommandAction.ARM).until(START + QUARTER_HOUR));
              r.buy(1);
              r.clock(START + QUARTER_HOUR);
              r.buy(1);
            }));
  }

  private record Refused(Subject subject, Want want) {}

  private Stream<Refused> refused() {
    return options.currencies().keySet().stream()
        .flatMap(account -> subjects(desk.subject(account, Level.DESK)))
        .flatMap(
            subject ->
                Stream.of(Want.buy(1), Want.sell(1), Want.buy(1).at(0), Want.sell(1).at(ONE))
                    .map(want -> new Refused(subject, want)))
        .filter(r -> !options.permits(Rehearsal.signal(r.want(), r.subject(), 1)));
  }

  /** With a strategy and an instrument of nobody, and with each that a rule names. */
  private Stream<Subject> subjects(Subject of) {
    return Stream.concat(
        Stream.of(of),
        options.permissions().stream()
            .flatMap(
                rule ->
                    names(rule.instruments(), of.instrument())
                        .flatMap(
                            instrument ->
                                names(rule.strategies(), of.strategy())
                                    .map(s -> new Subject(of.account(), s, instrument)))));
  }

  private static Stream<String> names(List<String> named, String otherwise) {
    return named.isEmpty() ? Stream.of(otherwise) : named.stream();
  }

  /** The last moment at which the account trades, and the first at which it does not. */
  private Planned hours(String account, TradingHours hours) {
    DecisionCode code = DecisionCode.OUTSIDE_TRADING_HOURS;
    String text = "%s to %s %s".formatted(hours.from(), hours.to(), hours.zone());
    String source = "risk.tradingHours." + account;
    long closed = firstClosed(hours);
    if (closed < 0) {
      return Planned.off(code, text, source);
    }
    Subject subject = desk.subject(account, Level.DESK);
    return Planned.of(
        Drill.rejects(
            code,
            OpenHours.class,
            text,
            source,
            desk.withHours(subject),
            subject,
            r -> {
              r.open();
              if (hours.include(closed - 1)) {
                r.clock(closed - 1);
                r.buy(1);
              }
              r.clock(closed);
              r.buy(1);
            }));
  }

  /** The first moment at which it is closed after it was open; -1 when there is none. */
  private static long firstClosed(TradingHours hours) {
    boolean wasOpen = false;
    for (int i = 0; i < QUARTERS; i++) {
      long time = START + i * QUARTER_HOUR;
      if (hours.include(time)) {
        wasOpen = true;
      } else if (wasOpen) {
        return bisect(hours, time - QUARTER_HOUR, time);
      }
    }
    return wasOpen ? -1 : START;
  }

  private static long bisect(TradingHours hours, long open, long closed) {
    long from = open;
    long to = closed;
    while (to - from > 1) {
      long between = from + (to - from) / 2;
      if (hours.include(between)) {
        from = between;
      } else {
        to = between;
      }
    }
    return to;
  }
}
