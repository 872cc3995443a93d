package io.alphaflow.strategy.testing;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows events to one instance of a strategy as the desk would, without one: in a unit test.
 *
 * <pre>{@code
 * StrategyTester tester = StrategyTester.of(MyStrategy.DESCRIPTOR, Map.of("fast", "5"));
 * for (Bar bar : bars) {
 *   List<SignalIntent> intents = tester.bar(bar);
 * }
 * }</pre>
 *
 * <p>With several legs, give the bars of one interval to {@link #bars}.
 */
public final class StrategyTester {

  /**
   * Everything that a tester holds between two events, as a restart of the desk would find it.
   *
   * @param state the strategy's own, as the state codec wrote it
   * @param indicators states by spec, for each leg
   * @param last the last bar of each leg
   * @param quote the last top of book
   * @param warmed bars that were shown to {@link Strategy#warm}
   * @param time of the last event, epoch microseconds UTC
   * @param signals how many it gave, for each leg
   */
  public record Stored(
      byte[] state,
      List<Map<String, byte[]>> indicators,
      List<Optional<Bar>> last,
      Optional<Quote> quote,
      int warmed,
      long time,
      List<Long> signals) {}

  private final Instance<?> instance;

  private StrategyTester(Instance<?> instance) {
    this.instance = instance;
  }

  /**
   * A tester.
   *
   * @param parameters those that differ from the defaults
   * @throws IllegalArgumentException when a parameter is not accepted
   */
  public static StrategyTester of(StrategyDescriptor descriptor, Map<String, String> parameters) {
    return of(descriptor.create(descriptor.resolve(parameters)));
  }

  /** A tester of a strategy that was made already. */
  public static StrategyTester of(StrategyDescriptor.Made made) {
    return new StrategyTester(new Instance<>(made.strategy(), made.inputs()));
  }

  /** The next closed bar. */
  public List<SignalIntent> bar(Bar bar) {
    return bars(List.of(Optional.of(bar)));
  }

  /** The next closed bars, one for each leg that has one in this interval. */
  public List<SignalIntent> bars(List<Optional<Bar>> legs) {
    return instance.bars(legs);
  }

  /** The next trade. */
  public List<SignalIntent> trade(Trade trade) {
    return instance.trade(trade);
  }

  /** The next top of book. */
  public List<SignalIntent> quote(Quote quote) {
    return instance.quote(quote);
  }

  /** Stores the state and reads it back, as a restart of the desk does. */
  public void restart() {
    restore(store());
  }

  /** What it holds now. */
  public Stored store() {
    return instance.store();
  }

  /** Goes on with what a tester of an equal strategy held. */
  public void restore(Stored stored) {
    instance.restore(stored);
  }

  /**
   * Begins with what the strategy carries over from an earlier state of its own, see {@link
   * Strategy#restart}: its position, not its statistics.
   *
   * @param state as in {@link Stored#state}
   */
  public void carryOver(byte[] state) {
    instance.carryOver(state);
  }

  /** All outputs of all its indicators, in the order it asked for them; NaN until ready. */
  public double[] values() {
    return instance.values();
  }

  private static final class Instance<S> implements MarketView {

    private final Strategy<S> strategy;
    private final StrategyInputs inputs;
    private final StateCodec<S> codec;
    private final List<IndicatorBank> banks = new ArrayList<>();
    private final List<LiveIndicator> indicators = new ArrayList<>();
    private final List<Optional<Bar>> last = new ArrayList<>();
    private final Candle candle = new Candle();
    private Optional<Quote> quote = Optional.empty();
    private S state;
    private int warmed;
    private long time;
    private final long[] signals;

    Instance(Strategy<S> strategy, StrategyInputs inputs) {
      this.strategy = strategy;
      this.inputs = inputs;
      this.codec = new StateCodec<>(strategy.stateType());
      this.signals = new long[inputs.legs()];
      for (int leg = 0; leg < inputs.legs(); leg++) {
        banks.add(new IndicatorBank());
        last.add(Optional.empty());
      }
      state = strategy.initialState();
      bind();
    }

    private void bind() {
      indicators.clear();
      for (Wanted wanted : inputs.indicators()) {
        indicators.add(banks.get(wanted.leg()).get(wanted.spec()));
      }
    }

    List<SignalIntent> bars(List<Optional<Bar>> legs) {
      for (int leg = 0; leg < legs.size(); leg++) {
        if (legs.get(leg).isPresent()) {
          Bar bar = legs.get(leg).get();
          last.set(leg, legs.get(leg));
          time = Math.max(time, bar.closeTime());
          banks.get(leg).onBar(candle.set(bar));
        }
      }
      if (!isReady() || last.stream().anyMatch(Optional::isEmpty)) {
        return List.of();
      }
      Bar first = last.get(0).get();
      if (warmed < inputs.ownWarmUp()) {
        warmed++;
        strategy.warm(state, first, this);
        return List.of();
      }
      return counted(strategy.onBar(state, first, this));
    }

    List<SignalIntent> trade(Trade trade) {
      time = Math.max(time, trade.exchangeTime());
      banks.get(0).onTrade(trade);
      boolean wanted = inputs.wantsTrades() && isReady() && warmed >= inputs.ownWarmUp();
      return wanted ? counted(strategy.onTrade(state, trade, this)) : List.of();
    }

    List<SignalIntent> quote(Quote next) {
      time = Math.max(time, next.exchangeTime());
      quote = Optional.of(next);
      banks.get(0).onQuote(next);
      boolean wanted = inputs.wantsQuotes() && isReady() && warmed >= inputs.ownWarmUp();
      return wanted ? counted(strategy.onQuote(state, next, this)) : List.of();
    }

    private List<SignalIntent> counted(List<SignalIntent> intents) {
      intents.forEach(intent -> signals[intent.leg()]++);
      return intents;
    }

    Stored store() {
      List<Map<String, byte[]>> encoded = new ArrayList<>();
      banks.forEach(bank -> encoded.add(bank.encode()));
      return new Stored(
          codec.encode(state),
          encoded,
          List.copyOf(last),
          quote,
          warmed,
          time,
          Arrays.stream(signals).boxed().toList());
    }

    void restore(Stored stored) {
      state = codec.decode(stored.state());
      for (int leg = 0; leg < banks.size(); leg++) {
        banks.set(leg, IndicatorBank.restore(stored.indicators().get(leg)));
        last.set(leg, stored.last().get(leg));
      }
      quote = stored.quote();
      warmed = stored.warmed();
      time = stored.time();
      Arrays.setAll(signals, leg -> stored.signals().get(leg));
      bind();
    }

    void carryOver(byte[] earlier) {
      state = strategy.restart(codec.decode(earlier));
    }

    double[] values() {
      return IntStream.range(0, indicators.size())
          .mapToObj(
              i ->
                  IntStream.range(0, inputs.indicators().get(i).spec().outputs().size())
                      .mapToDouble(output -> indicators.get(i).value(output)))
          .flatMapToDouble(values -> values)
          .toArray();
    }

    private boolean isReady() {
      for (LiveIndicator indicator : indicators) {
        if (!indicator.isReady()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public double value(IndicatorRef indicator) {
      return indicators.get(indicator.index()).value(indicator.output());
    }

    @Override
    public Optional<Bar> bar(int leg) {
      return last.get(leg);
    }

    @Override
    public Optional<Quote> quote() {
      return quote;
    }

    @Override
    public long signals(int leg) {
      return signals[leg];
    }

    @Override
    public long time() {
      return time;
    }
  }
}
