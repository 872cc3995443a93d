package io.alphaflow.common.book;

import static io.alphaflow.common.book.BookSync.Result.APPLIED;
import static io.alphaflow.common.book.BookSync.Result.BROKEN;
import static io.alphaflow.common.book.BookSync.Result.BUFFERED;
import static io.alphaflow.common.book.BookSync.Result.RESYNCED;
import static io.alphaflow.common.book.BookSync.Result.SNAPSHOT_TOO_OLD;
import static io.alphaflow.common.book.BookSync.Result.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.book.BookSync.Result;
import org.junit.jupiter.api.Test;

class BookSyncTest {

  private static final int ASKED = 1_000;

  private final BookSync sync = new BookSync(100, 3, 0);

  /** A difference whose only level is a bid of u at price u: what was applied can be seen. */
  private Result diff(long first, long last) {
    return sync.diff(first, last, last * 10, a(last), a(last), a(), a());
  }

  private Result snapshot(long id) {
    return sync.snapshot(id, ASKED, a(id), a(id), a(1_000), a(1));
  }

  private static long[] a(long... values) {
    return values;
  }

  @Test
  void asksForASnapshotAfterTheFirstDifferenceAndJoinsWhatWaited() {
    assertThat(sync.needsSnapshot()).isFalse();
    assertThat(diff(10, 12)).isEqualTo(BUFFERED);
    assertThat(sync.needsSnapshot()).isTrue();
    assertThat(diff(13, 15)).isEqualTo(BUFFERED);
    assertThat(diff(16, 18)).isEqualTo(BUFFERED);
    assertThat(sync.lastUpdateId()).isEqualTo(-1);

    assertThat(snapshot(14)).isEqualTo(RESYNCED);

    assertThat(sync.isSynced()).isTrue();
    assertThat(sync.needsSnapshot()).isFalse();
    assertThat(sync.lastUpdateId()).isEqualTo(18);
    assertThat(sync.time()).isEqualTo(180);
    assertThat(sync.stale()).as("10 to 12 is in the snapshot").isEqualTo(1);
    assertThat(sync.applied()).isEqualTo(2);
    assertThat(sync.book().bids().quantityAt(12)).isZero();
    assertThat(sync.book().bids().quantityAt(14)).isEqualTo(14);
    assertThat(sync.book().bids().quantityAt(15)).isEqualTo(15);
    assertThat(sync.book().bids().bestPrice()).isEqualTo(18);
  }

  @Test
  void snapshotJustBeforeTheFirstDifferenceFits() {
    diff(10, 12);
    assertThat(snapshot(8)).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(sync.isSynced()).isFalse();
    assertThat(snapshot(9)).isEqualTo(RESYNCED);
    assertThat(sync.lastUpdateId()).isEqualTo(12);
  }

  @Test
  void snapshotNewerThanAllThatWaitsLetsOverlappingDifferencesFollow() {
    diff(10, 12);
    assertThat(snapshot(20)).isEqualTo(RESYNCED);
    assertThat(sync.lastUpdateId()).isEqualTo(20);
    assertThat(diff(13, 20)).isEqualTo(STALE);
    assertThat(diff(20, 22)).isEqualTo(APPLIED);
    assertThat(diff(23, 23)).isEqualTo(APPLIED);
    assertThat(sync.breaks()).isZero();
  }

  @Test
  void gapThrowsTheBookAwayAndTheDifferenceWaits() {
    diff(10, 12);
    snapshot(12);
    assertThat(diff(14, 15)).isEqualTo(BROKEN);
    assertThat(sync.breaks()).isEqualTo(1);
    assertThat(sync.isSynced()).isFalse();
    assertThat(sync.needsSnapshot()).isTrue();
    assertThat(sync.book().bids().size()).isZero();
    assertThat(snapshot(12)).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(snapshot(13)).isEqualTo(RESYNCED);
    assertThat(sync.lastUpdateId()).isEqualTo(15);
  }

  @Test
  void gapWhileWaitingMakesOlderSnapshotsUseless() {
    diff(10, 12);
    assertThat(diff(20, 22)).isEqualTo(BUFFERED);
    assertThat(sync.breaks()).isEqualTo(1);
    assertThat(snapshot(12)).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(snapshot(19)).isEqualTo(RESYNCED);
  }

  @Test
  void fullBufferLosesTheOldestAndNeedsANewerSnapshot() {
    for (long id = 11; id <= 14; id++) {
      assertThat(diff(id, id)).isEqualTo(BUFFERED);
    }
    assertThat(snapshot(10)).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(snapshot(11)).isEqualTo(RESYNCED);
    assertThat(sync.lastUpdateId()).isEqualTo(14);
    assertThat(sync.breaks()).isZero();
  }

  @Test
  void repeatedAndReorderedDifferencesAreStale() {
    diff(10, 12);
    assertThat(diff(10, 12)).isEqualTo(STALE);
    snapshot(12);
    diff(13, 14);
    assertThat(diff(13, 14)).isEqualTo(STALE);
    assertThat(diff(9, 9)).isEqualTo(STALE);
    assertThat(sync.stale()).isEqualTo(4);
    assertThat(sync.lastUpdateId()).isEqualTo(14);
  }

  @Test
  void idsThatFellBackForGoodAreABreak() {
    diff(100, 102);
    snapshot(500);
    assertThat(diff(103, 103)).isEqualTo(STALE);
    assertThat(diff(104, 104)).isEqualTo(STALE);
    assertThat(diff(105, 105)).isEqualTo(STALE);
    assertThat(diff(106, 106)).isEqualTo(BROKEN);
    assertThat(sync.breaks()).isEqualTo(1);
    assertThat(diff(107, 107)).isEqualTo(BUFFERED);
    assertThat(snapshot(106)).isEqualTo(RESYNCED);
  }

  @Test
  void crossedBookIsThrownAwayAndOnlyANewerSnapshotIsTaken() {
    diff(10, 12);
    snapshot(12);
    assertThat(sync.diff(13, 14, 0, a(1_000), a(1), a(), a())).isEqualTo(BROKEN);
    assertThat(sync.crossedBooks()).isEqualTo(1);
    assertThat(sync.breaks()).isZero();
    assertThat(snapshot(13)).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(snapshot(14)).isEqualTo(RESYNCED);
    assertThat(diff(15, 15)).isEqualTo(APPLIED);
  }

  @Test
  void crossedSnapshotIsNotTakenAndChangesNoPosition() {
    diff(10, 12);
    assertThat(sync.snapshot(99, ASKED, a(5), a(1), a(4), a(1))).isEqualTo(BROKEN);
    assertThat(sync.isSynced()).isFalse();
    assertThat(diff(13, 14)).isEqualTo(BUFFERED);
    assertThat(snapshot(13)).isEqualTo(RESYNCED);
  }

  @Test
  void messageThatContradictsItselfBreaksTheBook() {
    diff(10, 12);
    snapshot(12);
    assertThat(sync.diff(14, 13, 0, a(), a(), a(), a())).isEqualTo(BROKEN);
    snapshot(12);
    assertThat(sync.diff(13, 13, 0, a(0), a(1), a(), a())).isEqualTo(BROKEN);
    snapshot(12);
    assertThat(sync.diff(13, 13, 0, a(), a(), a(5), a(-1))).isEqualTo(BROKEN);
    snapshot(12);
    assertThat(sync.diff(13, 13, 0, a(), a(), a(5), a())).isEqualTo(BROKEN);
    assertThat(sync.snapshot(13, ASKED, a(-1), a(1), a(), a())).isEqualTo(BROKEN);
    assertThat(sync.malformed()).isEqualTo(5);
    assertThat(sync.book().bids().size()).isZero();
  }

  @Test
  void lostConnectionStartsAtAnyIdAndIsNoGap() {
    diff(10, 12);
    snapshot(12);
    sync.reset();
    assertThat(sync.isSynced()).isFalse();
    assertThat(sync.needsSnapshot()).isFalse();
    assertThat(diff(50, 52)).isEqualTo(BUFFERED);
    assertThat(sync.breaks()).isZero();
    assertThat(snapshot(51)).isEqualTo(RESYNCED);
  }

  @Test
  void snapshotMayComeBeforeTheFirstDifference() {
    assertThat(snapshot(12)).isEqualTo(RESYNCED);
    assertThat(diff(11, 12)).isEqualTo(STALE);
    assertThat(diff(13, 14)).isEqualTo(APPLIED);
    assertThat(snapshot(13)).as("older, and none is needed").isEqualTo(STALE);
    assertThat(snapshot(14)).isEqualTo(RESYNCED);
  }

  @Test
  void fewLevelsWithoutAHoleAskForASnapshotWhileTheBookStays() {
    BookSync few = new BookSync(100, 10, 2);
    few.diff(1, 1, 0, a(), a(), a(), a());
    few.snapshot(1, 4, a(14, 13, 12, 11), a(1, 1, 1, 1), a(20), a(1));
    assertThat(few.needsSnapshot()).isFalse();
    assertThat(few.diff(2, 2, 0, a(14, 13, 12, 5), a(0, 0, 0, 1), a(), a())).isEqualTo(APPLIED);
    assertThat(few.needsSnapshot()).isTrue();
    assertThat(few.isSynced()).isTrue();
    assertThat(few.diff(3, 4, 0, a(10), a(3), a(), a())).isEqualTo(APPLIED);

    assertThat(few.snapshot(1, 4, a(9), a(1), a(20), a(1))).isEqualTo(SNAPSHOT_TOO_OLD);
    assertThat(few.book().bids().bestPrice()).as("stays in use").isEqualTo(11);
    assertThat(few.snapshot(2, 4, a(11, 8, 7, 5), a(1, 1, 1, 1), a(20), a(1))).isEqualTo(RESYNCED);

    assertThat(few.needsSnapshot()).isFalse();
    assertThat(few.lastUpdateId()).isEqualTo(4);
    assertThat(few.book().bids().quantityAt(10)).as("came while it was fetched").isEqualTo(3);
    assertThat(few.book().bids().quantityAt(8)).as("had been a hole").isEqualTo(1);
    assertThat(few.applied()).as("each difference once").isEqualTo(2);
    assertThat(few.stale()).as("that of before the first snapshot").isEqualTo(1);
  }
}
