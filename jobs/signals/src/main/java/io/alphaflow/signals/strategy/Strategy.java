package io.alphaflow.signals.strategy;

import io.alphaflow.common.model.Bar;
import java.util.List;

/**
 * A trading rule with its parameters; immutable. What changes from bar to bar is in a state object
 * apart, so that a running strategy can be stored, restored and replayed.
 *
 * <p>It must be deterministic: equal parameters, state and bar give equal intents and an equal new
 * state. It returns nothing while one of its indicators is cold. It may throw: then its instance is
 * stopped with an alert, and the others go on.
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
   * The state with which an instance goes on whose parameters were changed, or that missed bars
   * while it was disabled: its indicators begin cold; what it holds may be carried over.
   */
  default S restart(S previous) {
    return initialState();
  }

  /**
   * Takes the next closed bar, changes the state, and says what it wants to trade, if anything.
   *
   * @return the intents in the order in which they should be judged; empty most of the time
   */
  List<SignalIntent> onBar(S state, Bar bar);
}
