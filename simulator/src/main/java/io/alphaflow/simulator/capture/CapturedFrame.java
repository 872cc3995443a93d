package io.alphaflow.simulator.capture;

import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.regex.Pattern;

/**
 * A captured message.
 *
 * @param dueMicros market time at which it goes out, epoch µs
 * @param kind what it tells
 * @param index which of the symbol's trades, aggregates or depth updates it is, from 0; -1 for
 *     others and for repetitions of what was captured before
 * @param stream the name of its stream
 * @param combined the whole message as it is on a combined stream
 * @param dataStart where the payload begins in it; it ends before the last character
 * @param micros whether its times are microseconds
 */
public record CapturedFrame(
    long dueMicros,
    Kind kind,
    int index,
    String stream,
    String combined,
    int dataStart,
    boolean micros) {

  /** What a message tells. */
  public enum Kind {
    /** A public trade. */
    TRADE("\"([ET])\":\\s*(\\d+)"),
    /** Trades that one order made at one price. */
    AGGREGATE("\"([ET])\":\\s*(\\d+)"),
    /** Changes of the book. */
    DEPTH("\"(E)\":\\s*(\\d+)"),
    /** A kline. */
    KLINE("\"([ETt])\":\\s*(\\d+)"),
    /** Anything else; statistics have open and close times. */
    OTHER("\"([ETOC])\":\\s*(\\d+)");

    private final Pattern times;

    Kind(String times) {
      this.times = Pattern.compile(times);
    }
  }

  private static final int DIGITS_BETWEEN = 3;

  /** The message as a client wants it: nothing but the unit of its times is changed. */
  public String text(VenueTimeUnit unit, boolean wantsCombined) {
    String whole = micros == (unit == VenueTimeUnit.MICROSECOND) ? combined : inOtherUnit();
    return wantsCombined ? whole : whole.substring(dataStart, whole.length() - 1);
  }

  private String inOtherUnit() {
    return kind.times
        .matcher(combined)
        .replaceAll(
            time -> {
              String digits = time.group(2);
              String other =
                  micros ? digits.substring(0, digits.length() - DIGITS_BETWEEN) : digits + "000";
              return "\"" + time.group(1) + "\":" + other;
            });
  }
}
