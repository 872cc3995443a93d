package io.alphaflow.cli.strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where an instance stands, by what the desk last said of it. */
enum Standing {
  /** It may signal. */
  RUNNING,
  /** It is wanted, and takes in bars until its indicators are ready. */
  WARMING,
  /** It keeps its state and sees nothing. */
  PAUSED,
  /** It threw. */
  STOPPED,
  /** The desk did not take the last change. */
  REFUSED,
  /** It has ended. */
  REMOVED,
  /** Its last change is written, and not yet obeyed. */
  PENDING;

  /**
   * Where an instance stands.
   *
   * @param told what was said of it, in order
   */
  static Standing of(Instance instance, List<Told> told) {
    Map<String, String> last = new LinkedHashMap<>();
    for (Told one : told) {
      if (one.id().equals(instance.id()) && one.version() == instance.version()) {
        last.put(one.where(), one.code());
      }
    }
    // Somebody's forged change may have been refused under the number of one that was taken.
    if (last.size() == 1 && last.containsValue(Told.REFUSED)) {
      return REFUSED;
    }
    return switch (instance.action()) {
      case REMOVE -> everywhere(instance, last, Told.REMOVED) ? REMOVED : PENDING;
      case PAUSE ->
          instance.isConfigured() || everywhere(instance, last, Told.PAUSED) ? PAUSED : PENDING;
      case RUN -> running(instance, last);
    };
  }

  private static Standing running(Instance instance, Map<String, String> last) {
    if (last.containsValue(Told.STOPPED)) {
      return STOPPED;
    }
    // Nothing is said when one begins that was there from the beginning.
    if (instance.isConfigured() || everywhere(instance, last, Told.STARTED)) {
      return RUNNING;
    }
    return last.isEmpty() ? PENDING : WARMING;
  }

  /** The legs of one instance are told of together, symbols of their own each by itself. */
  private static boolean everywhere(Instance instance, Map<String, String> last, String code) {
    return code.equals(last.get(String.join(" ", instance.instruments())))
        || instance.instruments().stream().allMatch(i -> code.equals(last.get(i)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
