package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.Progress;
import io.alphaflow.simulator.Recording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Makes the trades of all recordings in time order, each when it is due, and tells market time.
 *
 * <p>Trade {@code i} is due at {@code t0 + (time_i - time_0) / speed}. A late trade does not move
 * the ones behind it. Commands and {@link #makeDue} belong to the exchange's thread; the readings
 * are safe from any.
 */
public final class Playback {

  /** Takes the trades as they are made. */
  @FunctionalInterface
  public interface TradeListener {
    /** A trade happens now. */
    void onTrade(Recording recording, long tradeId);
  }

  private final LongSupplier wall;
  private final Map<String, Tape> tapes = new TreeMap<>();
  private final long total;
  private volatile Schedule schedule;
  private volatile long sent;
  private volatile long lastTime;
  private volatile long nextTime;

  /**
   * A playback that has not begun.
   *
   * @param recordings at least one, of different symbols
   * @param speed market seconds for each wall second, above 0
   * @param wall this machine's time, epoch µs
   */
  public Playback(List<Recording> recordings, double speed, LongSupplier wall) {
    this.wall = wall;
    for (Recording r : recordings) {
      if (tapes.put(r.symbol(), new Tape(r)) != null) {
        throw new IllegalArgumentException("two recordings of " + r.symbol());
      }
    }
    this.total = recordings.stream().mapToLong(Recording::size).sum();
    Tape first = next().orElseThrow(() -> new IllegalArgumentException("no recording to play"));
    this.lastTime = first.nextTime();
    this.nextTime = first.nextTime();
    this.schedule = Schedule.startingAt(first.nextTime(), speed);
  }

  /** Begins or goes on; does nothing while playing. */
  public void play() {
    schedule = schedule.play(wall.getAsLong());
  }

  /** Stops making trades and stops market time; does nothing while stopped. */
  public void pause() {
    schedule = schedule.pause(wall.getAsLong());
  }

  /**
   * Makes trades that are due, at most {@code most} of them.
   *
   * @return wall time, epoch µs, at which the next one is due (in the past when there are more);
   *     empty when stopped or at the end
   */
  public OptionalLong makeDue(int most, TradeListener listener) {
    if (!schedule.isRunning()) {
      return OptionalLong.empty();
    }
    long due = schedule.marketAt(wall.getAsLong());
    for (int made = 0; made < most; made++) {
      Optional<Tape> tape = next();
      if (tape.isEmpty()) {
        return OptionalLong.empty();
      }
      long time = tape.get().nextTime();
      nextTime = time;
      if (time > due) {
        break;
      }
      lastTime = time;
      long id = tape.get().advance();
      sent = sent + 1;
      listener.onTrade(tape.get().recording(), id);
    }
    return isFinished() ? OptionalLong.empty() : schedule.wallAt(next().orElseThrow().nextTime());
  }

  /**
   * Market time, epoch µs. It runs with the schedule between trades, but never past a trade that
   * has not been made and never back.
   */
  public long marketMicros() {
    long last = lastTime;
    if (isFinished()) {
      return last;
    }
    return Math.max(last, Math.min(schedule.marketAt(wall.getAsLong()), nextTime));
  }

  /** When a trade is or was due in wall time, epoch µs; empty while that is not known. */
  public OptionalLong scheduledWallMicros(String symbol, long tradeId) {
    return schedule.wallAt(tape(symbol).recording().timeMicros(tradeId));
  }

  /** How far it is. */
  public Progress progress() {
    long now = sent;
    return new Progress(now, total, marketMicros(), now == total);
  }

  /** The tape of a symbol. */
  public Tape tape(String symbol) {
    Tape tape = tapes.get(symbol);
    if (tape == null) {
      throw new IllegalArgumentException("no recording of " + symbol);
    }
    return tape;
  }

  /** All tapes by symbol. */
  public Collection<Tape> tapes() {
    return new ArrayList<>(tapes.values());
  }

  private boolean isFinished() {
    return sent == total;
  }

  private Optional<Tape> next() {
    Tape first = null;
    for (Tape tape : tapes.values()) {
      if (!tape.isAtEnd() && (first == null || tape.nextTime() < first.nextTime())) {
        first = tape;
      }
    }
    return Optional.ofNullable(first);
  }
}
