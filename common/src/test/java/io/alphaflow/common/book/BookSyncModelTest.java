package io.alphaflow.common.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.book.BookSync.Result;
import io.alphaflow.common.model.Side;
import java.util.ArrayDeque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The synced book against the venue's at the same update, with whatever a connection can do to the
 * messages. jqwik prints the seed of a run that fails.
 */
class BookSyncModelTest {

  private static final int MOVES = 150;

  /** {@code faults}: how many of a thousand messages meet a fault, for each kind of fault. */
  @Property(tries = 500)
  void syncedBookIsTheVenuesWhateverIsLostRepeatedReorderedOrLate(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 100) int faults,
      @ForAll @IntRange(min = 5, max = 60) int levels,
      @ForAll @IntRange(min = 1, max = 40) int buffered) {
    Random random = new Random(seed);
    VenueBook venue = new VenueBook(random);
    BookSync sync = new BookSync(levels, buffered, levels / 4);
    ArrayDeque<VenueBook.Diff> late = new ArrayDeque<>();
    long snapshotOnItsWay = -1;
    for (int move = 0; move < MOVES; move++) {
      VenueBook.Diff diff = venue.move();
      int fate = random.nextInt(1_000);
      if (fate < faults) {
        late.add(diff);
      } else if (fate < 2 * faults) {
        give(diff, sync, venue);
        give(diff, sync, venue);
      } else if (fate >= 3 * faults) {
        give(diff, sync, venue);
      }
      if (!late.isEmpty() && random.nextInt(3) == 0) {
        give(late.remove(), sync, venue);
      }
      if (random.nextInt(2_000) < faults) {
        sync.reset();
      }
      if (snapshotOnItsWay >= 0 && random.nextInt(4) == 0) {
        venue.giveSnapshot(sync, snapshotOnItsWay, levels);
        compare(sync, venue);
        snapshotOnItsWay = -1;
      } else if (snapshotOnItsWay < 0 && sync.needsSnapshot()) {
        snapshotOnItsWay = Math.max(venue.firstId(), venue.lastId() - random.nextInt(30));
      }
    }
    recovers(sync, venue, levels);
  }

  @Property(tries = 300)
  void withoutFaultsOneSnapshotAtAnyUpdateIsEnough(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int before,
      @ForAll @IntRange(max = 20) int after) {
    Random random = new Random(seed);
    VenueBook venue = new VenueBook(random);
    BookSync sync = new BookSync();
    venue.move();
    long joined = venue.lastId();
    for (int i = 0; i <= before + after; i++) {
      assertThat(venue.move().give(sync)).isEqualTo(Result.BUFFERED);
    }
    long taken = joined + random.nextInt((int) (venue.lastId() - joined + 1));
    assertThat(venue.giveSnapshot(sync, taken, 1_000)).isEqualTo(Result.RESYNCED);
    for (int i = 0; i < MOVES; i++) {
      assertThat(venue.move().give(sync)).isEqualTo(Result.APPLIED);
      compare(sync, venue);
    }
    assertThat(sync.breaks() + sync.crossedBooks() + sync.malformed()).isZero();
    assertThat(sync.applied() + sync.stale()).isEqualTo(before + after + 1 + MOVES);
    assertThat(sync.book().bids().isTruncated()).isFalse();
  }

  private static void give(VenueBook.Diff diff, BookSync sync, VenueBook venue) {
    boolean synced = sync.isSynced();
    long before = sync.lastUpdateId();
    Result result = diff.give(sync);
    assertThat(sync.isSynced())
        .isEqualTo(result == Result.APPLIED || synced && result == Result.STALE);
    if (result == Result.APPLIED) {
      assertThat(sync.lastUpdateId()).isEqualTo(diff.last()).isGreaterThan(before);
    }
    compare(sync, venue);
  }

  private static void compare(BookSync sync, VenueBook venue) {
    if (!sync.isSynced()) {
      assertThat(sync.book().bids().size() + sync.book().asks().size()).isZero();
      return;
    }
    ModelBook expected = venue.at(sync.lastUpdateId());
    for (Side side : Side.values()) {
      BookSide levels = sync.book().side(side);
      int known = levels.knownLevels();
      assertThat(ModelBook.best(levels, known)).isEqualTo(expected.best(side, known));
      if (!levels.isTruncated()) {
        assertThat(known).isEqualTo(expected.best(side, Integer.MAX_VALUE).size());
      }
    }
  }

  /** Once the connection is sound, one snapshot is enough, and the best prices stay known. */
  private static void recovers(BookSync sync, VenueBook venue, int levels) {
    long breaks = sync.breaks();
    for (int i = 0; i < MOVES; i++) {
      Result result = venue.move().give(sync);
      if (i > 0) {
        assertThat(result).isEqualTo(Result.APPLIED);
      }
      if (sync.needsSnapshot()) {
        assertThat(venue.giveSnapshot(sync, venue.lastId(), levels)).isEqualTo(Result.RESYNCED);
      }
      compare(sync, venue);
      assertThat(sync.book().levelsUntilHole()).isPositive();
    }
    assertThat(sync.breaks()).isLessThanOrEqualTo(breaks + 1);
    assertThat(sync.crossedBooks()).isZero();
  }
}
