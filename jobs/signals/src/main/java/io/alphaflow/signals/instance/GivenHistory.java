package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the bars that a change brings to those that the log brings next.
 *
 * <p>Where the interval is built already, its last bars are at hand and no bar may be missing
 * between. Where it is not, bars of time begin with the first interval that begins after now: what
 * was closed since the history was read is made of finer bars where those reach back so far. The
 * one interval that is under way now has no bar; that is no hole.
 *
 * @param bars in order, up to now
 * @param isCold whether bars are missing, and what was given is of no use
 */
record GivenHistory(List<Bar> bars, boolean isCold) {

  /**
   * The bars up to now.
   *
   * @param given in order
   * @param interval of the given bars
   * @param tracks of the instrument by interval
   * @param reached time before which all bars of the log are closed, epoch microseconds UTC
   */
  static GivenHistory join(
      List<Bar> given, BarSpec interval, Map<String, BarTrack> tracks, long reached) {
    BarTrack track = tracks.get(interval.label());
    return track
        .join(given)
        .or(
            () ->
                track.last().isEmpty() && interval.isTime() && reached != Long.MIN_VALUE
                    ? bridged(given, interval, tracks, reached)
                    : Optional.empty())
        .map(bars -> new GivenHistory(bars, false))
        .orElseGet(() -> new GivenHistory(track.join(List.of()).orElseThrow(), true));
  }

  private static Optional<List<Bar>> bridged(
      List<Bar> given, BarSpec interval, Map<String, BarTrack> tracks, long reached) {
    long from = given.get(given.size() - 1).closeTime();
    long to = interval.openTime(reached);
    if (from >= to) {
      return Optional.of(given);
    }
    for (Map.Entry<String, BarTrack> finer : tracks.entrySet()) {
      BarSpec spec = BarSpec.parse(finer.getKey());
      List<Bar> recent = finer.getValue().join(List.of()).orElseThrow();
      if (spec.isTime()
          && interval.size() % spec.size() == 0
          && !recent.isEmpty()
          && recent.get(0).openTime() <= from) {
        List<Bar> all = new ArrayList<>(given);
        recent.stream()
            .filter(bar -> bar.openTime() >= from && bar.closeTime() <= to)
            .forEach(bar -> add(all, interval, bar, from));
        return Optional.of(all);
      }
    }
    return Optional.empty();
  }

  /** Adds a finer bar to the last one, or begins the next one with it. */
  private static void add(List<Bar> bars, BarSpec interval, Bar next, long from) {
    long openTime = interval.openTime(next.openTime());
    Bar last = bars.get(bars.size() - 1);
    boolean begins = last.openTime() != openTime || openTime < from;
    if (!begins) {
      bars.remove(bars.size() - 1);
    }
    bars.add(
        new Bar(
            next.instrument(),
            interval.label(),
            Math.floorDiv(openTime, interval.size()),
            openTime,
            openTime + interval.size(),
            begins ? next.open() : last.open(),
            begins ? next.high() : Math.max(last.high(), next.high()),
            begins ? next.low() : Math.min(last.low(), next.low()),
            next.close(),
            next.volume() + (begins ? 0 : last.volume()),
            next.quoteVolume() + (begins ? 0 : last.quoteVolume()),
            next.trades() + (begins ? 0 : last.trades()),
            next.takerBuyVolume() + (begins ? 0 : last.takerBuyVolume()),
            next.closedBy()));
  }
}
