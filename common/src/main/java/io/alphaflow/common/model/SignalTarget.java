package io.alphaflow.common.model;

/**
 * Which earlier signal of the same strategy instance and instrument a signal is about, and what it
 * does about the order of that.
 *
 * @param action what is to be done
 * @param sequence of the earlier signal; {@link #ALL} for every signal, and with {@link
 *     TargetAction#PLACE}
 */
public record SignalTarget(TargetAction action, long sequence) {

  /** Every order of the strategy instance that works. */
  public static final long ALL = 0;

  /** A signal that is about no earlier one. */
  public static final SignalTarget NONE = new SignalTarget(TargetAction.PLACE, ALL);

  /** That order shall work no longer. */
  public static SignalTarget cancel(long sequence) {
    return new SignalTarget(TargetAction.CANCEL, sequence);
  }

  /** Its own order shall stand in the place of that one. */
  public static SignalTarget replace(long sequence) {
    return new SignalTarget(TargetAction.REPLACE, sequence);
  }

  /** That order shall be smaller: for the signal's size, a base quantity, with what is filled. */
  public static SignalTarget amend(long sequence) {
    return new SignalTarget(TargetAction.AMEND, sequence);
  }

  /** Whether it means the order of that signal. */
  public boolean means(long signal) {
    return sequence == ALL || sequence == signal;
  }
}
