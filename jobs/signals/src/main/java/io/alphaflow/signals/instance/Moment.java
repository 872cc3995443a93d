package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import java.util.Optional;

/** The event at hand at an instrument, for those who look around when they are shown it. */
final class Moment {

  private long time;
  private long trigger;
  private Optional<Quote> quote = Optional.empty();

  long time() {
    return time;
  }

  /**
   * An event has this time.
   *
   * @param next epoch microseconds UTC
   */
  void time(long next) {
    time = next;
  }

  /** What is shown next was made possible by this trade. */
  void trigger(long trade) {
    trigger = trade;
  }

  Optional<Quote> quote() {
    return quote;
  }

  /** The top of book from now on. */
  void quote(Quote next) {
    quote = Optional.of(next);
  }

  /** What an instance that sees the bars of a track can look at. */
  Surroundings beside(BarTrack track) {
    return new View(this, track);
  }

  private record View(Moment moment, BarTrack track) implements Surroundings {

    @Override
    public long time() {
      return moment.time;
    }

    @Override
    public Optional<Bar> bar(int leg) {
      return track.last();
    }

    @Override
    public Optional<Quote> quote() {
      return moment.quote;
    }

    @Override
    public long trigger(int leg) {
      return moment.trigger;
    }
  }
}
