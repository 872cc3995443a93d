package io.alphaflow.simulator.market;

import io.alphaflow.simulator.playback.CapturedTape;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.playback.RecordedTape;
import io.alphaflow.simulator.playback.Tape;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The books of all symbols. Belongs to the exchange's thread. */
public final class Books {

  private static final SyntheticBook NOTHING_RECORDED = new SyntheticBook();

  private final Map<String, SyntheticBook> recorded = new HashMap<>();
  private final Map<String, CapturedBook> captured = new HashMap<>();

  /** The books of what is played. */
  public Books(Playback playback) {
    for (Tape tape : playback.tapes()) {
      if (tape instanceof RecordedTape) {
        recorded.put(tape.symbol(), new SyntheticBook());
      } else if (tape instanceof CapturedTape c) {
        captured.put(tape.symbol(), new CapturedBook(c.captured(), c::updatesMade));
      }
    }
  }

  /** The book of a symbol; an empty one when nothing is played in it. */
  public PublicBook of(String symbol) {
    PublicBook book = captured.get(symbol);
    return book == null ? recorded.getOrDefault(symbol, NOTHING_RECORDED) : book;
  }

  /** The books of captured symbols. */
  public Map<String, CapturedBook> captured() {
    return Collections.unmodifiableMap(captured);
  }

  /** The book of a recorded symbol, to be moved. */
  public SyntheticBook recorded(String symbol) {
    return recorded.get(symbol);
  }
}
