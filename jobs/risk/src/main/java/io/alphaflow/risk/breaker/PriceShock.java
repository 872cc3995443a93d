package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.gate.BreakerEvent;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A price that moves too far in one direction within a time.
 *
 * <p>Price events are samples, and each brings the lowest and the highest price since the one
 * before. There is a shock between an earlier event and a later one when the price went, by the
 * rule's move or more,
 *
 * <ul>
 *   <li>up from the low of the earlier to the high of the later, or
 *   <li>up from the low of the later to its own price, which is the last of what it stands for.
 * </ul>
 *
 * <p>Down likewise. Prices between two events count as seen at the later: the window is exact but
 * for the time between two samples.
 *
 * <p>A breaker need not remember every event of the window, only those that no later one {@link
 * #replaces}. These have lows that rise with time (for moves up), and none is as far above the
 * oldest as the move, or the breaker had tripped. So with the prices cut into {@link #CELLS} cells
 * for each move and one event for each cell, at most {@code CELLS + 1} are remembered, however fast
 * the price moves to and fro. For that the low that counts may be up to a cell, a twentieth of the
 * move, above the true one: the breaker trips at the latest when the price has moved 1.05 times as
 * far as the rule says, and never before it has moved as far.
 *
 * @param direction up or down
 * @param rule how far, and within what time
 */
public record PriceShock(Direction direction, PriceShockRule rule) implements Serializable {

  /** Cells that a move is cut into. */
  public static final int CELLS = 20;

  /** Name of the breaker, whatever the direction. */
  public static final String TITLE = "price-shock";

  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

  /** Decimals of a percentage. */
  private static final int SHOWN = 4;

  /** Where the price goes. */
  public enum Direction {
    /** From a low. */
    UP,
    /** From a high. */
    DOWN;

    @Override
    public String toString() {
      return this == UP ? "up" : "down";
    }
  }

  /**
   * Name of the breaker in its trips. Each direction counts its own: one event can complete a move
   * up and one down, and its time is the number of both trips.
   */
  public String title() {
    return TITLE + "-" + direction;
  }

  /** The sequence of an instrument's prices in which the direction is looked for. */
  public String key(String instrument) {
    return instrument + "|" + direction;
  }

  /** Whether there is a shock between two events of an instrument. */
  public boolean between(BreakerEvent earlier, BreakerEvent later) {
    return reaches(start(earlier), end(later)) || reaches(start(later), later.value());
  }

  private boolean reaches(long from, long to) {
    return from > 0 && moved(from, to) >= Fixed8.multiply(from, rule.move(), RoundingMode.CEILING);
  }

  private long moved(long from, long to) {
    return direction == Direction.UP ? to - from : from - to;
  }

  private long start(BreakerEvent event) {
    return direction == Direction.UP ? event.low() : event.high();
  }

  private long end(BreakerEvent event) {
    return direction == Direction.UP ? event.high() : event.low();
  }

  /** Whether a move need not be looked for from the earlier event, now that there is the later. */
  public boolean replaces(BreakerEvent later, BreakerEvent earlier) {
    return direction == Direction.UP
        ? cell(later.low()) <= cell(earlier.low())
        : cell(later.high()) >= cell(earlier.high());
  }

  /** Bit for bit the same on every machine, as {@link StrictMath} is. */
  private long cell(long price) {
    double move = Fixed8.toDouble(rule.move());
    double width = direction == Direction.UP ? StrictMath.log1p(move) : -StrictMath.log1p(-move);
    return (long) Math.floor(StrictMath.log(price) / width * CELLS);
  }

  /** The trip that the later of two events completes. */
  public BreakerTrip trip(BreakerEvent earlier, BreakerEvent later) {
    boolean across = reaches(start(earlier), end(later));
    long from = across ? start(earlier) : start(later);
    long to = across ? end(later) : later.value();
    String evidence =
        "%s went %s %s %% in %s s, from %s to %s; less than %s %% are allowed within %s s"
            .formatted(
                later.instrument(),
                direction,
                percent(moved(from, to), from),
                Seconds.format(later.time() - earlier.time()),
                Fixed8.format(from),
                Fixed8.format(to),
                percent(rule.move(), Fixed8.ONE),
                Seconds.format(rule.withinMicros()));
    return new BreakerTrip(
        Level.instrument(later.instrument()),
        title(),
        later.time(),
        later.time(),
        StopKind.EXITS_ONLY,
        rule.cooldownMicros(),
        false,
        evidence);
  }

  /** From the smallest price to the largest are more percent than an amount has room for. */
  private static String percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(PERCENT)
        .divide(BigDecimal.valueOf(whole), SHOWN, RoundingMode.DOWN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
