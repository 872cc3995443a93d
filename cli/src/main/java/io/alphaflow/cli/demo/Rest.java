package io.alphaflow.cli.demo;

import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.view.DeskSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Tells when the desk has worked off everything after the data has ended. */
public final class Rest {

  /** What a look found. */
  public enum State {
    MOVING,
    AT_REST,
    /** Still moving, or standing still with something missing, after a long time. */
    GIVEN_UP
  }

  private static final long LOOK_MILLIS = 100;
  private static final long STILL_NANOS = 2_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long total;
  private final long patienceNanos;
  private long endedAt;
  private long stillSince;
  private List<Long> last = List.of();

  /** Of a desk whose exchange plays so many trades. */
  public Rest(long total) {
    this(total, PATIENCE);
  }

  /** The same with more patience, or less. */
  public Rest(long total, Duration patience) {
    this.total = total;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Looks until it has come to rest or is given up.
   *
   * @param desk what the logs say now
   * @param open orders that wait at the exchange now
   * @return whether it has come to rest
   */
  public boolean await(Supplier<DeskSnapshot> desk, Archive archive, IntSupplier open)
      throws SQLException, InterruptedException {
    while (true) {
      State state = look(desk.get(), archive, open.getAsInt());
      if (state != State.MOVING) {
        return state == State.AT_REST;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Looks once more, a moment after the last time. */
  public State look(DeskSnapshot desk, Archive archive) throws SQLException {
    return look(desk, archive, 0);
  }

  /**
   * The same in the middle of the market.
   *
   * @param open orders that wait at the exchange
   */
  public State look(DeskSnapshot desk, Archive archive, int open) throws SQLException {
    long now = System.nanoTime();
    if (endedAt == 0) {
      endedAt = now;
    }
    List<Long> counts = archive.counts();
    if (!counts.equals(last)) {
      last = counts;
      stillSince = now;
    }
    boolean complete =
        desk.trades() + desk.deadLetters() >= total
            && desk.answered() == desk.signals()
            && desk.openOrders() == open
            && archive.holds(desk);
    if (complete && now - stillSince > STILL_NANOS) {
      return State.AT_REST;
    }
    return now - endedAt > patienceNanos ? State.GIVEN_UP : State.MOVING;
  }
}
