package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.capture.AggregateTrade;

/**
 * What happens in one symbol and how much of it has happened. Readers on other threads see a recent
 * count; only the exchange's thread moves it.
 */
public abstract sealed class Tape permits RecordedTape, CapturedTape {

  private final Recording recording;
  private volatile int made;

  Tape(Recording recording) {
    this.recording = recording;
  }

  /** The venue's spelling. */
  public final String symbol() {
    return recording.symbol();
  }

  /** All its public trades, also what has not happened yet. */
  public final Recording recording() {
    return recording;
  }

  /** How many of the trades have happened. */
  public final int made() {
    return made;
  }

  /** How many aggregate trades have happened; each trade is one of its own unless captured. */
  public int aggregatesMade() {
    return made;
  }

  /** The aggregate trade at a position, from 0. */
  public AggregateTrade aggregateAt(int position) {
    MarketTrade t = recording.at(position);
    return new AggregateTrade(
        t.id(), t.price(), t.quantity(), t.id(), t.id(), t.buyerIsMaker(), t.timeMicros());
  }

  /** Counts one more trade. */
  final void countTrade() {
    made = made + 1;
  }

  abstract boolean isAtEnd();

  /** Market time of the next event, epoch µs; not at the end. */
  abstract long nextTime();

  /** Makes the next event and says whether it is a trade. */
  abstract boolean advance();

  /** Tells the event that was made last. */
  abstract void tell(Playback.Listener listener);

  /** Market time at which a trade is told, epoch µs. */
  abstract long dueMicros(long tradeId);
}
