package io.alphaflow.cli.parity;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.rerun.DecisionKey;
import io.alphaflow.cli.rerun.MeasuredRules;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the recorded market of a desk through the backtest, an account after the other, and compares
 * what both have made of it.
 */
final class ParityCheck {

  private final Recording recording;
  private final Period period;
  private final boolean grows;
  private final List<Unlike> unlike = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Count signals = new Count();
  private final Count decisions = new Count();
  private final Count fills = new Count();
  private long trades;

  private static final class Count {
    private long same;
    private long all;

    void add(boolean isSame) {
      all++;
      same += isSame ? 1 : 0;
    }

    Parity.Share share() {
      return new Parity.Share(same, all);
    }
  }

  private ParityCheck(Recording recording, Period period, boolean grows) {
    this.grows = grows;
    this.recording = recording;
    this.period = period;
  }

  /**
   * Compares what the logs hold at this moment, up to the last market time that all of them have
   * reached.
   *
   * @param latency of the backtest's orders, microseconds; empty for that of the recorded ones
   * @param grows whether the desk may be writing on, so that signals and decisions of the last
   *     prices may not be there yet
   */
  static Parity run(DeskConfig config, Optional<Long> latency, Period wanted, boolean grows)
      throws IOException {
    Recording recording = Recording.read(config.kafka());
    Period period = reached(recording, wanted, grows);
    FillRules measured = MeasuredRules.of(recording);
    FillRules rules = latency.map(measured::withLatency).orElse(measured);
    ParityCheck check = new ParityCheck(recording, period, grows);
    for (String account : config.currencies().keySet()) {
      if (recording.opening(account).isPresent()) {
        check.compare(Composite.run(config, recording, rules, account));
      } else {
        check.notes.add("account " + account + " was never opened");
      }
    }
    if (grows && period.to() < wanted.to()) {
      check.notes.add(
          "the desk may be writing on: compared as far as prices, signals and decisions are in its"
              + " logs, up to %s; its last price is of %s"
                  .formatted(Micros.iso(period.to()), Micros.iso(recording.lastTime())));
    }
    if (recording.interventions() > 0) {
      check.notes.add(
          recording.interventions()
              + " commands of persons and trips of circuit breakers are not in the backtest");
    }
    return new Parity(
        period,
        check.trades,
        rules,
        check.signals.share(),
        check.decisions.share(),
        check.fills.share(),
        check.unlike,
        check.notes);
  }

  /** What of a period all logs have reached. */
  private static Period reached(Recording recording, Period wanted, boolean grows) {
    long last = grows ? recording.reached() : recording.lastTime();
    if (last == Long.MIN_VALUE) {
      throw new UserError("there is nothing to compare: the desk has no price or no signal yet");
    }
    return new Period(wanted.from(), Math.min(wanted.to(), last + 1));
  }

  private void compare(Composite backtest) {
    trades = backtest.trades();
    holdings(backtest.account());
    compareSignals(backtest);
    Explanations explanations = new Explanations(recording, backtest, grows);
    Set<DecisionKey> keys = new LinkedHashSet<>();
    recording.decisions().keySet().stream()
        .filter(key -> key.account().equals(backtest.account()))
        .forEach(keys::add);
    keys.addAll(backtest.decisions().keySet());
    for (DecisionKey key : keys) {
      Optional<Decision> desk = Optional.ofNullable(recording.decisions().get(key));
      Optional<Decision> ours = Optional.ofNullable(backtest.decisions().get(key));
      if (period.includes(desk.or(() -> ours).orElseThrow().time())) {
        compare(key, desk, ours, explanations);
      }
    }
  }

  private void holdings(String account) {
    recording
        .opening(account)
        .ifPresent(
            opening -> {
              long assets = opening.balances().stream().filter(b -> b.free() != 0).count();
              if (assets > 1) {
                notes.add(
                    "account %s began with %d assets, in the backtest with its currency only"
                        .formatted(account, assets));
              }
            });
  }

  private void compareSignals(Composite backtest) {
    Set<String> identities = new LinkedHashSet<>(backtest.signals().keySet());
    recording
        .signals()
        .forEach(
            (identity, bytes) -> {
              Optional<Signal> signal = signal(bytes);
              if (signal
                  .filter(s -> s.origin() == SignalOrigin.STRATEGY)
                  .filter(s -> s.account().equals(backtest.account()))
                  .isPresent()) {
                identities.add(identity);
              }
            });
    for (String identity : identities) {
      byte[] desk = recording.signals().get(identity);
      byte[] ours = backtest.signals().get(identity);
      if (period.includes(signal(desk == null ? ours : desk).orElseThrow().time())) {
        boolean same = Arrays.equals(desk, ours);
        signals.add(same);
        if (!same) {
          unlike.add(
              new Unlike(
                  Unlike.What.SIGNAL, Why.UNEXPLAINED, identity, text(desk), text(ours), ""));
        }
      }
    }
  }

  private static Optional<Signal> signal(byte[] bytes) {
    try {
      return Topics.JOURNAL.codec().decode(bytes) instanceof Signal signal
          ? Optional.of(signal)
          : Optional.empty();
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
  }

  private void compare(
      DecisionKey key,
      Optional<Decision> desk,
      Optional<Decision> ours,
      Explanations explanations) {
    String where = where(key, desk.or(() -> ours).orElseThrow());
    Optional<Unlike> decided = explanations.decision(where, desk, ours);
    decisions.add(decided.isEmpty());
    decided.ifPresent(unlike::add);
    boolean trades =
        desk.flatMap(Decision::approvedOrder).isPresent()
            || ours.flatMap(Decision::approvedOrder).isPresent();
    if (trades) {
      Optional<Unlike> filled = explanations.fills(where, desk, ours, decided.isPresent());
      fills.add(filled.isEmpty());
      filled.ifPresent(unlike::add);
    }
  }

  private static String where(DecisionKey key, Decision decision) {
    return "%s/%d %s %s %s %s"
        .formatted(
            key.account(),
            decision.sequence(),
            Micros.iso(decision.time()),
            key.strategy(),
            key.instrument(),
            key.origin() == SignalOrigin.STRATEGY ? "" : key.origin())
        .strip();
  }

  /** What a decision says, for a person. */
  static String told(Optional<Decision> decision) {
    if (decision.isEmpty()) {
      return "none";
    }
    Decision of = decision.get();
    String orders =
        of.approvedOrder().map(OrderIntent::legs).orElse(List.of()).stream()
            .map(o -> " " + o.side() + " " + Fixed8.format(o.quantity()))
            .reduce("", String::concat);
    String codes =
        of.violations().isEmpty()
            ? ""
            : " " + of.violations().stream().map(v -> v.code()).distinct().toList();
    return of.outcome() + orders + codes;
  }
}
