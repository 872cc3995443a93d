package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.util.List;
import java.util.Optional;

/**
 * Dollar-cost averaging ({@code dca}): spends the same amount in every period, whatever the price.
 * It never sells.
 *
 * <p>Periods are counted from 1970-01-01 00:00 UTC of market time, so they do not depend on when an
 * instance was started: {@code every: 1, unit: days} buys at the close of the first bar of each UTC
 * day. The unit {@code bars} counts bar numbers. The period in which it begins is not bought, it
 * may be half over; one without any bar is not made up for.
 *
 * <p>With {@code dip} a purchase that is due waits until the close is so far below the highest of
 * the last {@code lookback} closes, as long as its period lasts; then it is left out. With {@code
 * order: limit} it pays at most the close it was decided at, and may rest in the book; with {@code
 * order: spend} it spends all of the amount, where the venue takes amounts. Warm-up: one bar, which
 * says what the period is; with {@code dip}, {@code lookback} bars more.
 */
public final class DollarCostAverage implements Strategy<DollarCostAverage.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      new StrategyDescriptor(
          "dca",
          "buys for the same amount in every period",
          List.of(
              ParameterSpec.amount(
                  "amount", "50", 1, Fixed8.of(1_000_000_000), "what it spends, quote"),
              ParameterSpec.integer("every", 1, 1, 1_000_000, "length of a period, in units"),
              ParameterSpec.choice(
                  "unit", "days", List.of("bars", "minutes", "hours", "days"), "unit of every"),
              ParameterSpec.integer(
                  "purchases", 0, 0, 1_000_000, "stops after so many; 0: never stops"),
              ParameterSpec.number(
                  "dip",
                  0,
                  0,
                  99,
                  "buys only this far below the highest close, percent; 0: always"),
              ParameterSpec.integer(
                  "lookback", 20, 1, 10_000, "bars whose highest close the dip is measured from"),
              ParameterSpec.choice(
                  "order",
                  "market",
                  List.of("market", "spend", "limit"),
                  "spend: at the market for exactly the amount, where the venue takes amounts;"
                      + " limit: at the close or better")),
          1,
          DollarCostAverage::new);

  /** Which period was seen last, and whether its purchase is due. */
  static final class State {
    private boolean started;
    private long period;
    private boolean due;
    private int purchases;
  }

  private final Sizing sizing;
  private final long length;
  private final boolean ofBars;
  private final int purchases;
  private final double dip;
  private final Optional<IndicatorRef> highest;
  private final boolean limit;

  DollarCostAverage(Parameters parameters, StrategyInputs inputs) {
    long amount = parameters.amount("amount");
    this.sizing =
        parameters.choice("order").equals("spend")
            ? Sizing.spend(amount)
            : new Sizing(SizingMode.QUOTE_AMOUNT, amount);
    String unit = parameters.choice("unit");
    this.ofBars = unit.equals("bars");
    this.length = parameters.integer("every") * length(unit);
    this.purchases = parameters.integer("purchases");
    this.dip = parameters.number("dip");
    this.highest =
        dip == 0
            ? Optional.empty()
            : Optional.of(inputs.indicator("highest(" + parameters.integer("lookback") + ")"));
    this.limit = parameters.choice("order").equals("limit");
    inputs.warmUp(1);
  }

  /** In microseconds, or in bars. */
  private static long length(String unit) {
    return switch (unit) {
      case "minutes" -> 60_000_000L;
      case "hours" -> 3_600_000_000L;
      case "days" -> 86_400_000_000L;
      default -> 1;
    };
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    return new State();
  }

  /** Goes on in the same period; a purchase that became due in between is left out. */
  @Override
  public State restart(State previous) {
    return previous;
  }

  @Override
  public void warm(State state, Bar bar, MarketView market) {
    long period = period(bar);
    state.due = state.due && period == state.period;
    state.started = true;
    state.period = period;
  }

  private long period(Bar bar) {
    return Math.floorDiv(ofBars ? bar.sequence() : bar.openTime(), length);
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    long period = period(bar);
    if (!state.started || period != state.period) {
      state.due = state.started;
      state.started = true;
      state.period = period;
    }
    boolean over = purchases > 0 && state.purchases >= purchases;
    if (over || !state.due || !isDip(bar, market)) {
      return List.of();
    }
    state.due = false;
    state.purchases++;
    Snapshot snapshot = new Snapshot().with("close", Fixed8.toDouble(bar.close()));
    highest.ifPresent(peak -> snapshot.with(peak, market));
    String tag = dip == 0 ? "period" : "period-dip";
    return List.of(
        limit
            ? SignalIntent.limit(Side.BUY, sizing, bar.close(), 1, tag, snapshot.values())
            : SignalIntent.market(Side.BUY, sizing, 1, tag, snapshot.values()));
  }

  private boolean isDip(Bar bar, MarketView market) {
    return highest.isEmpty()
        || Fixed8.toDouble(bar.close()) <= market.value(highest.get()) * (1 - dip / 100);
  }
}
