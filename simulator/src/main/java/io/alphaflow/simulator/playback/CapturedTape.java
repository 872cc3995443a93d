package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.capture.AggregateTrade;
import io.alphaflow.simulator.capture.CapturedFrame;
import io.alphaflow.simulator.capture.CapturedSymbol;

/** Captured messages: each is an event, due when it was received. */
public final class CapturedTape extends Tape {

  private final CapturedSymbol captured;
  private int next;
  private int updates;
  private volatile int aggregates;

  CapturedTape(CapturedSymbol captured) {
    super(captured.trades());
    this.captured = captured;
  }

  /** All its messages, also what has not happened yet. */
  public CapturedSymbol captured() {
    return captured;
  }

  /** How many of the depth updates have happened; for the exchange's thread. */
  public int updatesMade() {
    return updates;
  }

  @Override
  public int aggregatesMade() {
    return captured.aggregates().isEmpty() ? super.aggregatesMade() : aggregates;
  }

  @Override
  public AggregateTrade aggregateAt(int position) {
    return captured.aggregates().isEmpty()
        ? super.aggregateAt(position)
        : captured.aggregates().get(position);
  }

  @Override
  boolean isAtEnd() {
    return next == captured.frames().size();
  }

  @Override
  long nextTime() {
    return captured.frames().get(next).dueMicros();
  }

  @Override
  boolean advance() {
    CapturedFrame frame = captured.frames().get(next++);
    if (frame.index() < 0) {
      return false;
    }
    switch (frame.kind()) {
      case TRADE -> countTrade();
      case AGGREGATE -> aggregates = frame.index() + 1;
      case DEPTH -> updates = frame.index() + 1;
      default -> {}
    }
    return frame.kind() == CapturedFrame.Kind.TRADE;
  }

  @Override
  void tell(Playback.Listener listener) {
    listener.onFrame(captured, captured.frames().get(next - 1));
  }

  @Override
  long dueMicros(long tradeId) {
    int position = recording().positionFrom(tradeId);
    recording().timeMicros(tradeId);
    return captured.frames().get(captured.tradeFrames()[position]).dueMicros();
  }
}
