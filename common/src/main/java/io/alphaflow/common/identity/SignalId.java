package io.alphaflow.common.identity;

import io.alphaflow.common.model.SignalOrigin;

/**
 * The identity of a signal as one text. All that follows from the signal is followed by it: it
 * stands in the execution reports of its order and in the log lines of every job.
 */
public final class SignalId {

  private SignalId() {}

  /**
   * {@code strategy/account/instrument/ORIGIN#sequence}. Of two signals of a desk no two have the
   * same.
   *
   * @param sequence what its origin counted, see {@link io.alphaflow.common.model.Signal}
   */
  public static String of(
      String strategy, String account, String instrument, SignalOrigin origin, long sequence) {
    return String.join("/", strategy, account, instrument, origin.name()) + "#" + sequence;
  }
}
