package io.alphaflow.strategy;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.Parameters;
import java.util.List;
import java.util.Map;

/**
 * A strategy that is either long or flat, as on a spot market: it buys when it is flat by its own
 * view, and later ends what it bought.
 *
 * <p>Its view is what it asked for; neither a signal that the risk gate rejects nor a protective
 * exit changes anything in it. With base-quantity sizing the exit sells the quantity that the entry
 * asked for, so several instances can share an account and symbol; other sizings close the whole
 * position and are meant for one instance for each account and symbol.
 *
 * @param <S> the state
 */
public abstract class LongFlatStrategy<S extends LongFlatStrategy.State> implements Strategy<S> {

  /** What every such strategy remembers. */
  public abstract static class State {
    /** What ends the position that the strategy believes to hold; null while it is flat. */
    private Sizing exit;

    /** Whether it believes to hold something. */
    public final boolean isLong() {
      return exit != null;
    }
  }

  private final Sizing entry;
  private final ProtectionParameters protection;

  /** Reads sizing and protective exits, see {@link StrategyDescriptor#sized}. */
  protected LongFlatStrategy(Parameters parameters) {
    this.entry = Sizing.of(parameters);
    this.protection = ProtectionParameters.of(parameters);
  }

  /**
   * Carries over the position that it believes to hold, even if a protective exit sold it: the risk
   * gate takes that off the sale. The indicators begin cold.
   */
  @Override
  public final S restart(S previous) {
    S fresh = initialState();
    State view = fresh;
    view.exit = ((State) previous).exit;
    carryOver(previous, fresh);
    return fresh;
  }

  /** Carries over what else a strategy believes to hold. */
  protected void carryOver(S previous, S fresh) {}

  /** How much an entry trades. */
  protected final Sizing entry() {
    return entry;
  }

  /**
   * Buys.
   *
   * @param price at which it is decided, units of 1e-8; the protective exits are measured from it
   */
  protected final List<SignalIntent> enter(
      S state, long price, double confidence, String tag, Map<String, Double> indicators) {
    ((State) state).exit = entry.exit();
    return List.of(
        SignalIntent.market(Side.BUY, entry, confidence, tag, indicators)
            .protectedBy(protection.at(price)));
  }

  /** Sells what was bought. */
  protected final List<SignalIntent> leave(
      S state, double confidence, String tag, Map<String, Double> indicators) {
    State view = state;
    Sizing sizing = view.exit;
    view.exit = null;
    return List.of(SignalIntent.market(Side.SELL, sizing, confidence, tag, indicators));
  }

  /** 0.5 for no strength, 1 for {@code full} or more, in proportion between. */
  protected static double confidence(double strength, double full) {
    return 0.5 + 0.5 * Math.max(0, Math.min(1, strength / full));
  }

  /** A price for statistics. */
  protected static double number(long price) {
    return Fixed8.toDouble(price);
  }
}
