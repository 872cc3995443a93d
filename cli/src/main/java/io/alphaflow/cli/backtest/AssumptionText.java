package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Frictions;
import io.alphaflow.backtest.engine.OrderTiming;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.sweep.WalkForward;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.Version;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.VolumeShare;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what a run was made with. */
final class AssumptionText {

  private AssumptionText() {}

  /** Of a result that nobody sees: only how many variants were tried counts for statistics. */
  static Assumptions none(int variants) {
    return new Assumptions(
        "", List.of(), 0, 0, 0, "", "", "", "", "", 0, List.of(), variants, Version.TEXT, "");
  }

  /**
   * What a variant's result holds for.
   *
   * @param command as a person typed it
   * @param variants how many were tried
   */
  static Assumptions of(
      String command,
      EventSource events,
      RunResult run,
      BacktestOptions options,
      Variant variant,
      int variants) {
    FillRules rules = variant.fills();
    List<String> strategies = variant.instances().stream().map(AssumptionText::strategy).toList();
    List<String> grids =
        options.listings().stream()
            .map(
                l ->
                    "%s: prices on a grid of %s, quantities of %s"
                        .formatted(
                            l.id(), Fixed8.format(l.tickSize()), Fixed8.format(l.stepSize())))
            .toList();
    List<String> data = new ArrayList<>(events.descriptions());
    data.addAll(grids);
    boolean stops = !options.breakers().equals(BacktestOptions.NO_BREAKERS);
    String settings = String.join("\n", strategies) + "\n" + rules + "\n" + options.limits();
    if (stops) {
      settings += "\n" + options.breakers();
    }
    return new Assumptions(
        command,
        data,
        run.from(),
        run.to(),
        run.events(),
        fills(rules, events.bars()) + (stops ? breakers(options.breakers(), variant) : ""),
        fees(rules, options.shortSelling()),
        events.bars() ? "none: there are only bars" : latency(rules),
        slippage(rules, events.bars()),
        options.currency(),
        Fixed8.toDouble(options.cash()),
        strategies,
        variants,
        Version.TEXT,
        Sha256.hex(settings.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * What a walk-forward analysis holds for.
   *
   * @param steps that were made, at least one
   */
  static Assumptions of(
      String command, EventSource events, BacktestOptions options, List<WalkForward.Step> steps) {
    WalkForward.Step first = steps.get(0);
    WalkForward.Step last = steps.get(steps.size() - 1);
    Assumptions whole =
        of(
            command,
            events,
            first.run().result(),
            options,
            options.variants().get(first.chosen()),
            1);
    List<String> strategies = new ArrayList<>();
    for (WalkForward.Step step : steps) {
      for (StrategyInstance instance : options.variants().get(step.chosen()).instances()) {
        strategies.add(
            "from %s: %s".formatted(Micros.iso(step.window().testFrom()), strategy(instance)));
      }
    }
    return new Assumptions(
        whole.command(),
        whole.data(),
        first.run().from(),
        last.run().to(),
        steps.stream().mapToLong(step -> step.run().events()).sum(),
        whole.fillModel()
            + "; what is held at the end of a window is taken to be sold at the last price, less"
            + " fee and slippage",
        whole.fees(),
        whole.latency(),
        whole.slippage(),
        whole.currency(),
        whole.cash(),
        strategies,
        // What was traded was not chosen by what it then did.
        1,
        whole.codeVersion(),
        whole.configHash());
  }

  private static String fills(FillRules rules, boolean bars) {
    String resting =
        switch (rules.mode()) {
          case OPTIMISTIC -> "optimistic: a resting order fills as soon as its price trades";
          case SHADOW ->
              "shadow: what the recorded book has at the price of a resting order when it arrives"
                  + " stands in front of it; trades there take from that, cancels do only when less"
                  + " is left of the level; it gets what a trade leaves over, or what trades"
                  + " through its price";
          default -> "conservative: a resting order fills only when the price trades through it";
        };
    if (rules.frictions().rejectRate() > 0) {
      resting +=
          "; %s of new orders are refused, drawn with seed %d"
              .formatted(percent(rules.frictions().rejectRate()), rules.frictions().seed());
    }
    if (!bars) {
      return resting;
    }
    return resting
        + "; orders of a bar meet the market at "
        + (rules.timing() == OrderTiming.NEXT_OPEN
            ? "the open of the next bar"
            : "the close of that bar, which nobody could know before")
        + "; in a bar the price goes from the open to "
        + switch (rules.path()) {
          case NEAREST_FIRST -> "the nearer of high and low, to the other";
          case LOW_FIRST -> "the low, to the high";
          case HIGH_FIRST -> "the high, to the low";
        }
        + ", to the close, and protective exits fire at their level on the way";
  }

  private static String breakers(BreakerOptions options, Variant variant) {
    return Arrays.stream(CountBreaker.values())
        .flatMap(
            breaker ->
                options.rule(breaker, variant.account()).stream()
                    .map(
                        rule ->
                            "%s at %d within %s s"
                                .formatted(
                                    breaker.title(), rule.count(), rule.withinMicros() / 1e6)))
        .collect(Collectors.joining(", ", "; circuit breakers: ", "; no price shock"));
  }

  private static String fees(FillRules rules, boolean shortSelling) {
    String text =
        "maker %s, taker %s of a fill, %s"
            .formatted(
                percent(rules.makerFee()),
                percent(rules.takerFee()),
                rules.feeAsset() == FeeAsset.QUOTE
                    ? "in quote on top of it"
                    : "of what it brings: base on a buy, quote on a sell");
    return shortSelling
        ? text
            + "; being short costs %s of the value a year, booked at the end of each UTC day"
                .formatted(percent(rules.borrowRate()))
        : text;
  }

  private static String slippage(FillRules rules, boolean bars) {
    if (rules.isShadow()) {
      return "takers walk the levels of the recorded book; the gate reckons with %d tick%s and %s of"
              .formatted(
                  rules.spreadTicks(),
                  rules.spreadTicks() == 1 ? "" : "s",
                  percent(rules.slippage()))
          + " the price";
    }
    String text =
        "bid and ask are %d tick%s and %s of the price from the last price"
            .formatted(
                rules.spreadTicks(),
                rules.spreadTicks() == 1 ? "" : "s",
                percent(rules.slippage()));
    VolumeShare share = rules.volumeShare();
    if (!share.isOn()) {
      return text;
    }
    return text
        + "; own fills are at most %s of the volume of %s, and takers pay %s x (their share of it)^2 of the price besides"
            .formatted(
                percent(share.participation()),
                bars ? "a bar" : "the minute before",
                Fixed8.format(share.impact()));
  }

  private static String latency(FillRules rules) {
    Frictions frictions = rules.frictions();
    String order =
        frictions.orderLatencies().isEmpty()
            ? "%s ms from a decision to the venue".formatted(rules.entryLatency() / 1_000.0)
            : "from a decision to the venue one of %d measured times, drawn with seed %d"
                .formatted(frictions.orderLatencies().size(), frictions.seed());
    return "%s; %s ms from a trade to the strategies, %s ms from the venue back"
        .formatted(order, frictions.feedLatency() / 1_000.0, frictions.responseLatency() / 1_000.0);
  }

  private static String strategy(StrategyInstance instance) {
    String parameters =
        instance.parameters().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining(","));
    return "%s: %s(%s) on bars of %s"
        .formatted(instance.id(), instance.type(), parameters, instance.interval());
  }

  private static String percent(long share) {
    return Fixed8.format(share * 100) + " %";
  }
}
