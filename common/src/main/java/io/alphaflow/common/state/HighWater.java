package io.alphaflow.common.state;

/**
 * Remembers, for each producer, the last sequence number seen, and so drops what was delivered
 * again. One entry for each producer, kept for ever: the number of producers is bounded by the
 * configuration (strategy instances, instruments, persons).
 */
public final class HighWater {

  /** What a sequence number means. */
  public enum Verdict {
    /** The next one, or the first of its producer. */
    NEXT,
    /** Seen before, same content as far as can be told: drop it. */
    DUPLICATE,
    /** Later than the next one: something was lost on the way. It is taken, and must be alerted. */
    GAP,
    /** The same identity as the last one with other content: a fault of ours; never use it. */
    CONFLICT
  }

  private static final class Last {
    private long sequence;
    private int contentHash;
  }

  private final NamedValues<Last> lastByProducer = new NamedValues<>();

  /**
   * Records one delivery.
   *
   * @param sequence counted from 1 by the producer
   * @param contentHash a hash of the whole content, to tell a repeated delivery from a conflict
   */
  public Verdict observe(String producer, long sequence, int contentHash) {
    Last last = lastByProducer.getOrMake(producer, Last::new);
    if (sequence <= last.sequence) {
      boolean conflict = sequence == last.sequence && contentHash != last.contentHash;
      return conflict ? Verdict.CONFLICT : Verdict.DUPLICATE;
    }
    boolean gap = last.sequence != 0 && sequence != last.sequence + 1;
    last.sequence = sequence;
    last.contentHash = contentHash;
    return gap ? Verdict.GAP : Verdict.NEXT;
  }

  /** The last sequence number of a producer, 0 when it was never seen. */
  public long last(String producer) {
    Last last = lastByProducer.get(producer);
    return last == null ? 0 : last.sequence;
  }
}
