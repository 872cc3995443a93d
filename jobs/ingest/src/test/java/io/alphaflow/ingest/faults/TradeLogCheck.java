package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.faults.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trade log against the exchange's ledger, and against its own promises. */
final class TradeLogCheck {

  /** Whether what a restored job does not know is no excuse for it. */
  private static final boolean STRICT = Boolean.getBoolean("alphaflow.fault.strict");

  private static final long MINUTE = 60_000_000;

  private final FaultCase which;
  private final CaseOutcome outcome;
  private final Map<String, Coverage.Instrument> read = new TreeMap<>();
  private final Set<String> late = new TreeSet<>();
  private final Set<String> lateForRuns = new TreeSet<>();
  private final List<Story> stories;
  private final List<Story> lastStories;
  private long repeats;

  private TradeLogCheck(FaultCase which, CaseOutcome outcome) {
    this.which = which;
    this.outcome = outcome;
    this.stories = outcome.runsAtEnd().stream().map(Story::of).toList();
    this.lastStories = outcome.lastRuns().stream().map(Story::of).toList();
    stories.forEach(story -> lateForRuns.addAll(story.lateHere()));
  }

  /** Checks all of it. */
  static TradeLogCheck of(FaultCase which, CaseOutcome outcome) {
    TradeLogCheck check = new TradeLogCheck(which, outcome);
    for (int p = 0; p < outcome.tradesAtEnd().size(); p++) {
      check.partition(p, outcome.tradesAtEnd().get(p));
      check.writers(p, outcome.tradesAtEnd().get(p));
    }
    outcome.ledger().forEach(check::ledger);
    check.lateTrades();
    return check;
  }

  /** Trades and gaps that were written again after a crash. */
  long repeats() {
    return repeats;
  }

  /** Trade ids that are covered by gaps. */
  long missing() {
    return read.values().stream().mapToLong(i -> i.gaps().size()).sum();
  }

  /** Trades that a reader of the log finds late: {@code instrument/id}. */
  Set<String> late() {
    return late;
  }

  /** Whether a trade of the instrument was late, on the log or for a run of the job. */
  boolean isLate(String instrument) {
    return has(late, instrument) || has(lateForRuns, instrument);
  }

  /** Whether a trade, {@code instrument/id}, was late for a run of the job. */
  boolean wasLate(String trade) {
    return lateForRuns.contains(trade);
  }

  /** Whether a run of the job had to pass over a trade. */
  boolean wasLacking(String instrument, long id) {
    return stories.stream().anyMatch(story -> story.gap(instrument, id).isPresent());
  }

  /** Whether trades of the instrument in this minute were late for, or not to be had by, a run. */
  boolean wasIncomplete(String instrument, long minute) {
    return outcome.ledger().get(instrument).stream()
        .filter(made -> Math.floorDiv(made.timeMicros() - minute, MINUTE) == 0)
        .anyMatch(
            made -> wasLate(instrument + "/" + made.id()) || wasLacking(instrument, made.id()));
  }

  private void partition(int number, List<MarketEntry> entries) {
    Coverage coverage = new Coverage();
    Promises promises = new Promises();
    for (MarketEntry entry : entries) {
      if (entry instanceof Quote) {
        continue;
      }
      boolean isNew = coverage.take(entry);
      if (promises.isBrokenBy(entry) && isNew) {
        late.add(Story.name((Trade) entry));
      }
      if (entry instanceof Heartbeat heartbeat) {
        assertThat(heartbeat.partition()).isEqualTo(number);
      }
    }
    assertThat(coverage.conflicts()).as("conflicts in partition %d", number).isEmpty();
    repeats += coverage.repeats();
    for (String instrument : promises.seen()) {
      assertThat(read.put(instrument, coverage.of(instrument)))
          .as("%s is in one partition", instrument)
          .isNull();
    }
  }

  /** The log has nothing but what the runs of the job wrote, and all that the last of them knew. */
  private void writers(int number, List<MarketEntry> log) {
    List<MarketEntry> written =
        outcome.runsAtEnd().stream()
            .filter(run -> run.partition() == number)
            .flatMap(run -> run.written().stream())
            .toList();
    assertThat(written).as("what was written to partition %d", number).containsSubsequence(log);
    for (Tape.Run run : outcome.lastRuns()) {
      if (run.partition() == number) {
        assertThat(log).as("partition %d", number).containsSubsequence(run.entries());
      }
    }
  }

  private void ledger(String instrument, List<MarketTrade> ledger) {
    Coverage.Instrument log = read.getOrDefault(instrument, new Coverage.Instrument());
    assertThat(log.skipped()).as("ids of %s passed over without a gap", instrument).isEmpty();
    assertThat(log.next()).as("next id of %s", instrument).isEqualTo(ledger.size() + 1L);
    for (MarketTrade made : ledger) {
      Trade trade = log.trades().get(made.id());
      if (trade == null) {
        gap(instrument, log.gaps().get(made.id()), made.id());
      } else {
        assertThat(log.gaps()).doesNotContainKey(made.id());
        assertThat(Coverage.withoutIngestTime(trade)).isEqualTo(expected(instrument, made));
        assertThat(trade.ingestTime()).isPositive();
      }
    }
    assertThat(log.trades().size() + log.gaps().size()).isEqualTo(ledger.size());
  }

  static Trade expected(String instrument, MarketTrade made) {
    return new Trade(
        instrument,
        made.id(),
        made.price(),
        made.quantity(),
        made.buyerIsMaker(),
        made.timeMicros(),
        0);
  }

  private void gap(String instrument, Gap gap, long id) {
    assertThat(gap).as("trade %d of %s is lost", id, instrument).isNotNull();
    assertThat(outcome.happened(Fault.OLD_TRADES))
        .as("%s, but the exchange had all trades", gap)
        .isTrue();
    assertThat(gap.code()).isIn("NOT_AT_VENUE", "HISTORY_UNAVAILABLE");
    if (!which.refuses()) {
      int made = outcome.ledger().get(instrument).size();
      assertThat(id)
          .as("%s, but the exchange still gives it", gap)
          .isLessThanOrEqualTo(made - which.kept());
    }
    alert(instrument, id);
  }

  /**
   * The gap that the last run has there has an alert. One that was written since the checkpoint may
   * have lost its own: the next run passes over the same trades, and says so.
   */
  private void alert(String instrument, long id) {
    Optional<Gap> gap =
        lastStories.stream().flatMap(story -> story.gap(instrument, id).stream()).findFirst();
    assertThat(gap).as("the last run's gap over trade %d of %s", id, instrument).isPresent();
    String alert = "TRADES_MISSING/" + instrument + "/" + gap.get().fromId();
    assertThat(outcome.alerts())
        .as("an alert of %s", gap.get())
        .anyMatch(a -> a.id().equals(alert) && a.instrument().equals(instrument));
  }

  /**
   * A trade has a dead letter when a run of the job had promised that it would not come any more,
   * and only then. What a run wrote since its last checkpoint, the next one does not know.
   */
  private void lateTrades() {
    Set<String> letters = new TreeSet<>();
    outcome.letters().stream()
        .filter(letter -> letter.code().equals("LATE_TRADE"))
        .forEach(l -> letters.add(instrument(l.topic()) + "/" + l.offset()));
    Set<String> due = new TreeSet<>();
    lastStories.forEach(story -> due.addAll(story.late()));
    assertThat(letters).as("dead letters of late trades").containsAll(due);
    assertThat(lateForRuns).as("trades that were late for a run").containsAll(letters);
    if (outcome.crashCount() == 0 || STRICT) {
      assertThat(letters).as("trades that are late on the log").containsAll(late);
    }
  }

  /**
   * Whether a restored job may know the instrument otherwise than the log has it: a trade that was
   * late before the crash came in time for it, or trades that are on the log could not be had
   * again. Its bars are held to what it knew.
   */
  boolean maySayTwoThings(String instrument) {
    return !STRICT
        && outcome.crashCount() > 0
        && (isLate(instrument) || read.get(instrument).hasGapOverTrades());
  }

  private static boolean has(Set<String> trades, String instrument) {
    return trades.stream().anyMatch(l -> l.startsWith(instrument + "/"));
  }

  /** {@code btcusd@trade} is of {@code sim:BTC/USD}. */
  static String instrument(String stream) {
    String symbol = stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT);
    return "sim:" + symbol.substring(0, 3) + "/" + symbol.substring(3);
  }
}
