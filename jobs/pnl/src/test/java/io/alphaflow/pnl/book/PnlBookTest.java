package io.alphaflow.pnl.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.pnl.Journal;
import io.alphaflow.pnl.PnlOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PnlBookTest {

  private static final PnlOptions OPTIONS =
      new PnlOptions(Duration.ofMinutes(1), Map.of("main", "USD"), 1);

  private final PnlBook book = new PnlBook();
  private final List<PnlSnapshot> snapshots = new ArrayList<>();

  private Verdict apply(JournalEntry entry) {
    return book.apply(entry, entry.hashCode(), OPTIONS, snapshots::add);
  }

  @Test
  void snapshotsOpeningEveryFillAndOncePerMarkInterval() {
    Journal.day().forEach(this::apply);
    assertThat(snapshots)
        .extracting(PnlSnapshot::sequence, PnlSnapshot::cause, PnlSnapshot::time)
        .containsExactly(
            tuple(1L, "OPEN", 10_000_000L),
            tuple(2L, "FILL", 10_000_000L),
            tuple(3L, "MARK", 61_000_000L),
            tuple(4L, "FILL", 62_000_000L),
            tuple(5L, "MARK", 300_000_000L));
  }

  @Test
  void valuesPositionsAtTheLastMark() {
    Journal.day().forEach(this::apply);
    PnlSnapshot marked = snapshots.get(2);
    assertThat(marked.cash()).isEqualTo(Fixed8.of(8_399));
    assertThat(marked.equity()).isEqualTo(Fixed8.of(10_019));
    assertThat(marked.unrealizedPnl()).isEqualTo(Fixed8.of(20));
    assertThat(marked.fees()).isEqualTo(Fixed8.of(1));
    PnlSnapshot last = snapshots.get(4);
    assertThat(last.realizedPnl()).isEqualTo(Fixed8.of(6));
    assertThat(last.unrealizedPnl()).isEqualTo(Fixed8.of(15));
    assertThat(last.fees()).isEqualTo(Fixed8.parse("1.5"));
    assertThat(last.equity()).isEqualTo(Fixed8.parse("10019.5"));
    assertThat(last.drawdown()).isEqualTo(last.peakEquity() - last.equity());
  }

  @Test
  void everySnapshotIsConsistentInItself() {
    Journal.day().forEach(this::apply);
    for (PnlSnapshot s : snapshots) {
      long values = s.positions().stream().mapToLong(p -> p.value()).sum();
      assertThat(s.cash() + values).isEqualTo(s.equity());
      assertThat(s.realizedPnl() + s.unrealizedPnl() - s.fees())
          .isEqualTo(s.equity() - Fixed8.of(10_000));
    }
  }

  @Test
  void makesNoMarkSnapshotsForAnAccountThatNeverHeldAnything() {
    List.of(Journal.instrument(), Journal.opening("10000"), Journal.tick(1), Journal.tick(600))
        .forEach(this::apply);
    assertThat(snapshots).extracting(PnlSnapshot::cause).containsExactly("OPEN");
  }

  @Test
  void repeatedEntriesEmitNothing() {
    Journal.day().forEach(this::apply);
    int before = snapshots.size();
    assertThat(Journal.day()).allMatch(entry -> apply(entry) == Verdict.DUPLICATE);
    assertThat(snapshots).hasSize(before);
  }

  @Test
  void reportsGapsAndConflicts() {
    apply(Journal.instrument());
    apply(Journal.mark(1, "800", 10));
    assertThat(apply(Journal.mark(3, "801", 12))).isEqualTo(Verdict.GAP);
    assertThat(apply(Journal.mark(3, "999", 12))).isEqualTo(Verdict.CONFLICT);
  }

  @Test
  void fillsBeforeTheOpeningGiveNoSnapshot() {
    apply(Journal.instrument());
    apply(Journal.fill(1, Side.BUY, "1", "800", "0"));
    assertThat(snapshots).isEmpty();
  }
}
