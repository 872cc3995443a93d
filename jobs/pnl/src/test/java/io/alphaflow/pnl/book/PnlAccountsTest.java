package io.alphaflow.pnl.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.CostMethod;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.pnl.PnlOptions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Which accounts an entry is looked up in is a matter of speed only. */
class PnlAccountsTest {

  private static final StateCodec<PnlBook> CODEC = new StateCodec<>(PnlBook.class);

  /** No day is a multiple of the interval. */
  private static PnlOptions options(int minutes) {
    return new PnlOptions(
        Duration.ofMinutes(minutes),
        RandomJournal.CURRENCIES,
        1,
        CostMethod.AVERAGE,
        Map.of("b", CostMethod.FIFO, "c", CostMethod.LIFO),
        new DayCut(LocalTime.of(17, 0), ZoneId.of("America/New_York")));
  }

  private static List<PnlSnapshot> snapshots(List<JournalEntry> journal, PnlOptions options) {
    PnlBook book = new PnlBook();
    List<PnlSnapshot> snapshots = new ArrayList<>();
    journal.forEach(
        entry ->
            unlessOutOfRange(() -> book.apply(entry, entry.hashCode(), options, snapshots::add)));
    return snapshots;
  }

  /** Such an entry goes to the dead letters. */
  private static void unlessOutOfRange(Runnable apply) {
    try {
      apply.run();
    } catch (ArithmeticException e) {
      Statistics.label("out of range").collect(true);
    }
  }

  /** Tells the first difference only. */
  private static void assertSame(List<PnlSnapshot> snapshots, List<PnlSnapshot> expected) {
    for (int i = 0; i < Math.min(snapshots.size(), expected.size()); i++) {
      assertThat(snapshots.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(snapshots).hasSameSizeAs(expected);
  }

  @Property(tries = 400)
  void anAccountIsTheSameAsWhenAllAreLookedAtAfterEveryEntry(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int minutes) {
    PnlOptions options = options(minutes);
    List<JournalEntry> journal = RandomJournal.of(seed, 250);
    NaivePnl naive = new NaivePnl(options);
    List<PnlSnapshot> expected = new ArrayList<>();
    journal.forEach(entry -> unlessOutOfRange(() -> naive.apply(entry, expected::add)));
    assertSame(snapshots(journal, options), expected);
    for (String cause : List.of("OPEN", "FILL", "FLOW", "CORRECTION", "MARK")) {
      Statistics.label(cause).collect(expected.stream().anyMatch(s -> s.cause().equals(cause)));
    }
  }

  @Property(tries = 300)
  void anAccountIsTheSameAsAlone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int minutes) {
    PnlOptions options = options(minutes);
    List<JournalEntry> journal = RandomJournal.of(seed, 250);
    List<PnlSnapshot> together = snapshots(journal, options);
    for (String account : RandomJournal.CURRENCIES.keySet()) {
      List<JournalEntry> alone =
          journal.stream()
              .filter(entry -> EntryCheck.account(entry).orElse(account).equals(account))
              .toList();
      assertSame(
          snapshots(alone, options),
          together.stream().filter(s -> s.account().equals(account)).toList());
    }
  }

  @Property(tries = 150)
  void aRestartAnywhereChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 250) int at) {
    PnlOptions options = options(90);
    List<JournalEntry> journal = RandomJournal.of(seed, 250);
    PnlBook book = new PnlBook();
    List<PnlSnapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < journal.size(); i++) {
      if (i == at) {
        book = CODEC.decode(CODEC.encode(book));
      }
      JournalEntry entry = journal.get(i);
      PnlBook current = book;
      unlessOutOfRange(() -> current.apply(entry, entry.hashCode(), options, snapshots::add));
    }
    assertSame(snapshots, snapshots(journal, options));
  }
}
