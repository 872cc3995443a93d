package io.alphaflow.common.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;

/**
 * The bars of one spec in a series. Serialised by {@link io.alphaflow.common.state.StateCodec}:
 * field names stay.
 */
final class BarLevel {

  private BarSpec spec;

  /** The level that this one is made of, by its label; empty when it is made of trades. */
  private String madeOf = "";

  /** Bars that begin earlier are not whole and are not published. */
  private long from = Long.MIN_VALUE;

  /** Bars closed so far; the number of the last one where bars are counted. */
  private long sequence;

  private final BarContent content = new BarContent();

  BarLevel() {}

  BarLevel(BarSpec spec, String madeOf) {
    this.spec = spec;
    this.madeOf = madeOf;
  }

  BarSpec spec() {
    return spec;
  }

  String madeOf() {
    return madeOf;
  }

  boolean isOfTrades() {
    return madeOf.isEmpty();
  }

  BarContent content() {
    return content;
  }

  /** When this one is made of a level that is not wanted any more: goes on with what that holds. */
  void takeOver(BarLevel gone) {
    if (madeOf.equals(gone.spec.label())) {
      madeOf = gone.madeOf;
      if (!gone.content.isEmpty()) {
        content.add(gone.content, spec.openTime(gone.content.openTime()));
      }
    }
  }

  /** The first whole bar of time is the one that begins after this time. */
  void beginAfter(long time) {
    from = Math.addExact(spec.openTime(time), spec.size());
  }

  boolean isWhole() {
    return content.openTime() >= from;
  }

  long end() {
    return Math.addExact(content.openTime(), spec.size());
  }

  /** Whether a bar of ticks or volume is complete. */
  boolean isFull() {
    return switch (spec.kind()) {
      case TIME -> false;
      case TICKS -> content.trades() >= spec.size();
      case VOLUME -> content.volume() >= spec.size();
    };
  }

  /** The bar under construction; the next one begins. */
  Bar close(String instrument, long closedBy) {
    Bar bar = bar(instrument, content, closedBy);
    sequence++;
    content.clear();
    return bar;
  }

  /** A bar of this level as it would be closed now. */
  Bar bar(String instrument, BarContent of, long closedBy) {
    return spec.isTime()
        ? of.toBar(
            instrument,
            spec.label(),
            Math.floorDiv(of.openTime(), spec.size()),
            Math.addExact(of.openTime(), spec.size()),
            closedBy)
        : of.toBar(instrument, spec.label(), sequence + 1, of.lastTime() + 1, closedBy);
  }
}
