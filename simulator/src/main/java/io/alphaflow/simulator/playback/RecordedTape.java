package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.Recording;

/** Recorded trades: each is an event. */
public final class RecordedTape extends Tape {

  RecordedTape(Recording recording) {
    super(recording);
  }

  @Override
  boolean isAtEnd() {
    return made() == recording().size();
  }

  @Override
  long nextTime() {
    return recording().timeAt(made());
  }

  @Override
  boolean advance() {
    countTrade();
    return true;
  }

  @Override
  void tell(Playback.Listener listener) {
    listener.onTrade(recording(), recording().idAt(made() - 1));
  }

  @Override
  long dueMicros(long tradeId) {
    return recording().timeMicros(tradeId);
  }
}
