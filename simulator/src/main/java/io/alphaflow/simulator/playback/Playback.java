package io.alphaflow.simulator.playback;

import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.Progress;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.capture.CapturedFrame;
import io.alphaflow.simulator.capture.CapturedSymbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/**
 * Makes the events of all tapes in time order, each when it is due, and tells market time.
 *
 * <p>Event {@code i} is due at {@code t0 + (time_i - time_0) / speed}. A late event does not move
 * the ones behind it. Commands and {@link #makeDue} belong to the exchange's thread; the readings
 * are safe from any.
 */
public final class Playback {

  /** Takes the events as they are made. */
  @FunctionalInterface
  public interface Listener {
    /**
     * The next event of a tape is about to be made. When this fails, nothing has changed, and the
     * same event is the next one again.
     */
    default void onNext() {}

    /** A recorded trade happens now. */
    void onTrade(Recording recording, long tradeId);

    /** A captured message goes out now. */
    default void onFrame(CapturedSymbol symbol, CapturedFrame frame) {}

    /** The last event has been made; market time stands still from here. */
    default void onEnd() {}
  }

  private record Appointment(long time, long order, Runnable task) {}

  private static final Comparator<Tape> SOONEST =
      Comparator.comparingLong(Tape::nextTime).thenComparing(Tape::symbol);

  private final LongSupplier wall;
  private final Map<String, Tape> tapes = new ConcurrentSkipListMap<>();
  private final PriorityQueue<Tape> playing = new PriorityQueue<>(SOONEST);
  private final PriorityQueue<Appointment> appointments =
      new PriorityQueue<>(
          Comparator.comparingLong(Appointment::time).thenComparingLong(Appointment::order));
  private final long total;
  private long appointmentsMade;
  private volatile Schedule schedule;
  private volatile long sent;
  private volatile long lastTime;
  private volatile long nextTime;
  private volatile boolean finished;

  /**
   * A playback of recordings that has not begun.
   *
   * @param recordings at least one, of different symbols
   * @param speed market seconds for each wall second, above 0
   * @param wall this machine's time, epoch µs
   */
  public Playback(List<Recording> recordings, double speed, LongSupplier wall) {
    this(recordings, List.of(), speed, wall);
  }

  /** The same with captures beside the recordings; at least one event in all. */
  public Playback(
      List<Recording> recordings, List<Capture> captures, double speed, LongSupplier wall) {
    this.wall = wall;
    recordings.forEach(r -> add(new RecordedTape(r)));
    captures.forEach(c -> c.symbols().forEach(s -> add(new CapturedTape(s))));
    this.total = tapes.values().stream().mapToLong(t -> t.recording().size()).sum();
    if (playing.isEmpty()) {
      throw new IllegalArgumentException("no recording to play");
    }
    long first = playing.peek().nextTime();
    this.lastTime = first;
    this.nextTime = first;
    this.schedule = Schedule.startingAt(first, speed);
  }

  private void add(Tape tape) {
    if (tapes.put(tape.symbol(), tape) != null) {
      throw new IllegalArgumentException("two recordings of " + tape.symbol());
    }
    if (!tape.isAtEnd()) {
      playing.add(tape);
    }
  }

  /** Lists a symbol in which nothing happens. */
  public void addSilent(String symbol) {
    tapes.put(symbol, new RecordedTape(Recording.none(symbol)));
  }

  /** Begins or goes on; does nothing while playing. */
  public void play() {
    schedule = schedule.play(wall.getAsLong());
  }

  /** Stops making events and stops market time; does nothing while stopped. */
  public void pause() {
    schedule = schedule.pause(wall.getAsLong());
  }

  /**
   * Market time stands at the last event, or here if that is later, until it plays: for a playback
   * whose past was made by {@link #step}s.
   */
  public void standAt(long marketMicros) {
    reach(marketMicros);
    schedule = schedule.standing(lastTime);
  }

  /**
   * Runs something at a market time, before the events of that time; not at all when there is no
   * event at or after it.
   */
  public void at(long marketMicros, Runnable task) {
    if (!finished) {
      appointments.add(new Appointment(marketMicros, appointmentsMade++, task));
    }
  }

  /**
   * Makes events that are due, at most {@code most} of them.
   *
   * @return wall time, epoch µs, at which the next one is due (in the past when there are more);
   *     empty when stopped or at the end
   */
  public OptionalLong makeDue(int most, Listener listener) {
    if (!schedule.isRunning()) {
      return OptionalLong.empty();
    }
    long due = schedule.marketAt(wall.getAsLong());
    for (int done = 0; done < most && !finished; done++) {
      long time = soonest();
      nextTime = time;
      if (time > due) {
        break;
      }
      makeNext(listener);
    }
    return finished ? OptionalLong.empty() : schedule.wallAt(soonest());
  }

  private long soonest() {
    long event = playing.element().nextTime();
    return appointments.isEmpty() ? event : Math.min(event, appointments.element().time());
  }

  /**
   * Makes what comes next at once, whether or not it is due: one event of a recording or capture,
   * and what was planned before it. Does nothing at the end.
   */
  public void step(Listener listener) {
    boolean made = false;
    while (!made && !finished) {
      made = makeNext(listener);
    }
    if (!finished) {
      nextTime = soonest();
    }
  }

  /** An appointment may be late: then it is not its time any more. */
  private void reach(long time) {
    lastTime = Math.max(lastTime, time);
  }

  /** Whether it was an event of a tape. */
  private boolean makeNext(Listener listener) {
    Tape tape = playing.element();
    if (!appointments.isEmpty() && appointments.element().time() <= tape.nextTime()) {
      Appointment appointment = appointments.remove();
      reach(appointment.time());
      appointment.task().run();
      return false;
    }
    listener.onNext();
    reach(tape.nextTime());
    playing.remove();
    if (tape.advance()) {
      sent = sent + 1;
    }
    tape.tell(listener);
    if (!tape.isAtEnd()) {
      playing.add(tape);
    } else if (playing.isEmpty()) {
      appointments.clear();
      listener.onEnd();
      finished = true;
    }
    return true;
  }

  /**
   * Market time, epoch µs. It runs with the schedule between events, but never past one that has
   * not been made and never back.
   */
  public long marketMicros() {
    long last = lastTime;
    if (finished) {
      return last;
    }
    return Math.max(last, Math.min(schedule.marketAt(wall.getAsLong()), nextTime));
  }

  /** When a trade is or was due in wall time, epoch µs; empty while that is not known. */
  public OptionalLong scheduledWallMicros(String symbol, long tradeId) {
    return schedule.wallAt(tape(symbol).dueMicros(tradeId));
  }

  /** Whether events are made as time goes on. */
  public boolean isPlaying() {
    return schedule.isRunning();
  }

  /** How far it is. */
  public Progress progress() {
    boolean atEnd = finished;
    return new Progress(sent, total, marketMicros(), atEnd);
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
}
