package io.alphaflow.ingest.instrument;

import io.alphaflow.ingest.bar.KlineCheck;
import io.alphaflow.ingest.mark.MarkSampler;
import java.util.concurrent.TimeUnit;

/**
 * All that ingest remembers of one instrument besides its bars, of constant size. Serialised by
 * {@link io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class InstrumentState {

  private static final long AHEAD = TimeUnit.HOURS.toMicros(1);

  private RuleVersions rules = new RuleVersions();
  private MarkSampler marks = new MarkSampler();
  private KlineCheck klines = new KlineCheck();
  private long time;
  private long reported = Long.MIN_VALUE;
  private long complete = Long.MIN_VALUE;
  private boolean removed;
  private long lateTold = Long.MIN_VALUE;

  /** An instrument that was never seen. */
  public InstrumentState() {}

  /** Versions of the rules. */
  public RuleVersions rules() {
    return rules;
  }

  /** Marks. */
  public MarkSampler marks() {
    return marks;
  }

  /** Bars of the venue against ours. */
  public KlineCheck klines() {
    return klines;
  }

  /** Latest time of a trade, epoch microseconds UTC; 0 before the first. */
  public long time() {
    return time;
  }

  /** Moves {@link #time()} forward. */
  public void advance(long tradeTime) {
    time = Math.max(time, tradeTime);
  }

  /** What the feed says about how far it is with the instrument. */
  void report(long feedTime, boolean caughtUp, boolean gone) {
    reported = Math.max(reported, feedTime);
    if (caughtUp) {
      complete = Math.max(complete, feedTime);
    }
    removed = gone;
  }

  /** Market time that the feed has spoken of, whether or not it is complete until there. */
  long reported() {
    return reported;
  }

  /** Whether a time is further ahead of the feed's than clocks differ. */
  public boolean isAhead(long tradeTime) {
    return reported != Long.MIN_VALUE && tradeTime - reported > AHEAD;
  }

  /** Whether no trade earlier than this time can follow. */
  boolean isCompleteUntil(long until) {
    return complete >= until;
  }

  /** Whether the time of its partition must wait for it. */
  boolean counts() {
    return reported != Long.MIN_VALUE && !removed;
  }

  /** Whether nobody was told of a late trade in this minute of market time; then they are now. */
  public boolean tellsLate(long minute) {
    boolean tells = minute != lateTold;
    lateTold = minute;
    return tells;
  }
}
