package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.Recording;

/**
 * A recording and how much of it has been made. Readers on other threads see a recent count; only
 * the exchange's thread moves it.
 */
public final class Tape {

  private final Recording recording;
  private volatile int made;

  Tape(Recording recording) {
    this.recording = recording;
  }

  /** The whole recording, also what has not happened yet. */
  public Recording recording() {
    return recording;
  }

  /** Id of the last trade made; 0 before the first. */
  public long lastTradeId() {
    return made;
  }

  boolean isAtEnd() {
    return made == recording.size();
  }

  long nextTime() {
    return recording.timeMicros(made + 1L);
  }

  long advance() {
    made = made + 1;
    return made;
  }
}
