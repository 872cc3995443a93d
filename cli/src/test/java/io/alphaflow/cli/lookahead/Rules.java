package io.alphaflow.cli.lookahead;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.indicator.Ema;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyDescriptor.Factory;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Strategies that cheat with nothing but plain Java, each in its own way, and some that do not
 * cheat.
 */
public final class Rules implements StrategyProvider {

  static StrategyDescriptor kind(String type, int legs, Factory factory) {
    return StrategyDescriptor.sized(type, type, List.of(), legs, factory);
  }

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(
        kind("honest", 1, Honest::new),
        kind("honest-vwap", 1, HonestVwap::new),
        kind("honest-pair", 2, HonestPair::new),
        kind("honest-on-trades", 1, HonestOnTrades::new),
        kind("warm", 1, (p, i) -> new OwnAverage(p, i, 200)),
        kind("cold", 1, (p, i) -> new OwnAverage(p, i, 0)),
        kind("remembers-runs", 1, RemembersRuns::new),
        kind("given-the-future", 1, GivenTheFuture::new),
        kind("identity", 1, ByIdentity::new),
        kind("hidden", 1, Hidden::new),
        kind("throws", 1, Throws::new));
  }

  static final class Honest extends Rule {
    private final IndicatorRef fast;
    private final IndicatorRef slow;

    Honest(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
      fast = inputs.indicator("sma(5)");
      slow = inputs.indicator("sma(20)");
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return market.value(fast) > market.value(slow);
    }
  }

  static final class HonestVwap extends Rule {
    private final IndicatorRef average;

    HonestVwap(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
      average = inputs.indicator("sma(5,source=vwap)");
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return close(bar) > market.value(average);
    }
  }

  /** Buys the second when the first is above it. */
  static final class HonestPair extends Rule {
    private final IndicatorRef first;
    private final IndicatorRef second;

    HonestPair(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
      first = inputs.indicator(0, "sma(5)");
      second = inputs.indicator(1, "sma(7)");
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return market.value(first) > market.value(second);
    }

    @Override
    public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
      return super.onBar(state, bar, market).stream().map(intent -> intent.on(1)).toList();
    }
  }

  /** Sells on a trade below the last bar's close. */
  static final class HonestOnTrades extends Rule {
    HonestOnTrades(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
      inputs.trades();
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return true;
    }

    @Override
    public List<SignalIntent> onTrade(State state, Trade trade, MarketView market) {
      return state.isLong() && trade.price() < market.bar(0).orElseThrow().close()
          ? leave(state, 1, "fell", Map.of("price", Fixed8.toDouble(trade.price())))
          : List.of();
    }
  }

  /** Keeps an average of its own, which knows little at first. */
  static final class OwnAverage extends Rule {
    OwnAverage(Parameters parameters, StrategyInputs inputs, int warmUp) {
      super(parameters);
      inputs.warmUp(warmUp);
    }

    private static void learn(State state, Bar bar) {
      state.average += state.average == 0 ? close(bar) : 0.1 * (close(bar) - state.average);
    }

    @Override
    public void warm(State state, Bar bar, MarketView market) {
      learn(state, bar);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      learn(state, bar);
      return close(bar) > state.average;
    }
  }

  /** Knows the next close when it saw it in an earlier run. */
  static final class RemembersRuns extends Rule {
    private static final List<Double> SEEN = new ArrayList<>();

    RemembersRuns(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      if (state.bars == SEEN.size()) {
        SEEN.add(close(bar));
      }
      return state.bars + 1 < SEEN.size() && SEEN.get(state.bars + 1) > close(bar);
    }
  }

  /** Was handed all closes before it began. */
  static final class GivenTheFuture extends Rule {
    static double[] closes = {};

    GivenTheFuture(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return state.bars + 1 < closes.length && closes[state.bars + 1] > close(bar);
    }
  }

  /** Takes the first of a set whose order is that of addresses. */
  static final class ByIdentity extends Rule {
    private static final class Vote {
      private final boolean up;

      Vote(boolean up) {
        this.up = up;
      }
    }

    ByIdentity(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      Set<Vote> votes = new HashSet<>(List.of(new Vote(true), new Vote(false)));
      return votes.iterator().next().up;
    }
  }

  /** Remembers in the rule, where no checkpoint looks. */
  static final class Hidden extends Rule {
    private final Ema average = new Ema(30);

    Hidden(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
      inputs.warmUp(200);
    }

    @Override
    public void warm(State state, Bar bar, MarketView market) {
      average.update(close(bar));
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return close(bar) > average.update(close(bar));
    }
  }

  static final class Throws extends Rule {
    Throws(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      if (state.bars == 100) {
        throw new IllegalStateException("at the hundredth bar");
      }
      return state.bars % 2 == 0;
    }
  }
}
