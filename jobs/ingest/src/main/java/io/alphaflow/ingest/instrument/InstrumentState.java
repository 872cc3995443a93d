package io.alphaflow.ingest.instrument;

import io.alphaflow.ingest.bar.BarBuilder;
import io.alphaflow.ingest.bar.BarInterval;
import io.alphaflow.ingest.mark.MarkSampler;

/**
 * All that ingest remembers of one instrument, of constant size. Serialised by {@link
 * io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class InstrumentState {

  private RuleVersions rules = new RuleVersions();
  private BarBuilder bars;
  private MarkSampler marks = new MarkSampler();
  private long time;

  /** For the codec. */
  InstrumentState() {}

  /** An instrument that was never seen. */
  public InstrumentState(BarInterval interval) {
    bars = new BarBuilder(interval);
  }

  /** Versions of the rules. */
  public RuleVersions rules() {
    return rules;
  }

  /** Bars. */
  public BarBuilder bars() {
    return bars;
  }

  /** Marks. */
  public MarkSampler marks() {
    return marks;
  }

  /** Latest time of a trade, epoch microseconds UTC; 0 before the first. */
  public long time() {
    return time;
  }

  /** Moves {@link #time()} forward. */
  public void advance(long tradeTime) {
    time = Math.max(time, tradeTime);
  }
}
