package io.alphaflow.signals.strategy;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Map;

/**
 * A strategy that is either long or flat, as on a spot market: it buys when it is flat by its own
 * view, and later ends what it bought.
 *
 * <p>Its view is what it asked for; a signal that the risk gate rejects changes nothing in it. With
 * base-quantity sizing the exit sells the quantity that the entry asked for, so several instances
 * can share an account and symbol; other sizings close the whole position and are meant for one
 * instance for each account and symbol.
 *
 * @param <S> the state
 */
abstract class LongFlatStrategy<S extends LongFlatStrategy.State> implements Strategy<S> {

  /** What every such strategy remembers. */
  abstract static class State {
    /** What ends the position that the strategy believes to hold; null while it is flat. */
    private Sizing exit;

    final boolean isLong() {
      return exit != null;
    }
  }

  private final Sizing entry;

  LongFlatStrategy(Sizing entry) {
    this.entry = entry;
  }

  /** Carries the position over; the indicators begin cold. */
  @Override
  public final S restart(S previous) {
    S fresh = initialState();
    State view = fresh;
    view.exit = ((State) previous).exit;
    return fresh;
  }

  /** Buys. */
  final List<SignalIntent> enter(
      S state, double confidence, String tag, Map<String, Double> indicators) {
    ((State) state).exit = entry.exit();
    return List.of(SignalIntent.market(Side.BUY, entry, confidence, tag, indicators));
  }

  /** Sells what was bought. */
  final List<SignalIntent> leave(
      S state, double confidence, String tag, Map<String, Double> indicators) {
    State view = state;
    Sizing sizing = view.exit;
    view.exit = null;
    return List.of(SignalIntent.market(Side.SELL, sizing, confidence, tag, indicators));
  }

  /** 0.5 for no strength, 1 for {@code full} or more, in proportion between. */
  static double confidence(double strength, double full) {
    return 0.5 + 0.5 * Math.max(0, Math.min(1, strength / full));
  }

  /** A price for statistics. */
  static double number(long price) {
    return Fixed8.toDouble(price);
  }
}
