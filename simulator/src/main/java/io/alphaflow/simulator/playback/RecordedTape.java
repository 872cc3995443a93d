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
  void advance(Playback.Listener listener) {
    int position = countTrade();
    listener.onTrade(recording(), recording().idAt(position));
  }

  @Override
  long dueMicros(long tradeId) {
    return recording().timeMicros(tradeId);
  }
}
