package io.alphaflow.strategy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import java.util.List;

/**
 * A trading rule with its parameters; immutable. What changes from event to event is in a state
 * object apart, so that a running strategy can be stored, restored and replayed; and in the
 * indicators, which the host keeps, feeds, warms up and shares between the instances that want the
 * same.
 *
 * <p>A strategy says in its constructor, to the {@link StrategyInputs}, what it wants to see. It is
 * called only when every indicator it asked for is ready. Events come in the order of the market
 * log: with an event at hand, all that it sees is that event and what came before.
 *
 * <p>It must be deterministic: equal parameters, state and events give equal intents and an equal
 * new state. It may throw: then its instance is stopped with an alert, and the others go on.
 *
 * @param <S> the state: a plain mutable class with a no-argument constructor; its fields are its
 *     stored form, see {@link io.alphaflow.common.state.StateCodec}
 */
public interface Strategy<S> {

  /** The class of the state. */
  Class<S> stateType();

  /** The state of an instance that has seen nothing yet. */
  S initialState();

  /**
   * The state with which an instance goes on whose parameters or bars were changed, or that has
   * statistics of its own ({@link StrategyInputs#warmUp}) and was paused, so that they missed bars;
   * what it holds may be carried over, statistics of its own should begin anew. After a mere pause
   * an instance without such statistics keeps its state, and this is not called.
   */
  default S restart(S previous) {
    return initialState();
  }

  /**
   * Shows it a closed bar while it warms up: called instead of {@link #onBar} as long as fewer bars
   * came than {@link StrategyInputs#warmUp} asked for.
   */
  default void warm(S state, Bar bar, MarketView market) {}

  /**
   * Takes the next closed bar, changes the state, and says what it wants to trade, if anything.
   * With several legs it is called once for each interval in which any of them traded, with the
   * last bar of the first leg, when each has had a bar.
   *
   * @return the intents in the order in which they should be judged; empty most of the time
   */
  default List<SignalIntent> onBar(S state, Bar bar, MarketView market) {
    return List.of();
  }

  /** Takes the next trade, when {@link StrategyInputs#trades} was called. */
  default List<SignalIntent> onTrade(S state, Trade trade, MarketView market) {
    return List.of();
  }

  /** Takes the next top of book, when {@link StrategyInputs#quotes} was called. */
  default List<SignalIntent> onQuote(S state, Quote quote, MarketView market) {
    return List.of();
  }
}
