package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.faults.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trade log against the exchange's ledger, and against its own promises. */
final class TradeLogCheck {

  /** Whether also a crash is no excuse for a bar that differs from the log, or a late trade. */
  private static final boolean STRICT = Boolean.getBoolean("alphaflow.fault.strict");

  private final FaultCase which;
  private final CaseOutcome outcome;
  private final Map<String, Coverage.Instrument> read = new TreeMap<>();
  private final Set<String> late = new TreeSet<>();
  private final Set<String> excused = new TreeSet<>();
  private final Set<String> unannounced = new TreeSet<>();
  private long repeats;

  private TradeLogCheck(FaultCase which, CaseOutcome outcome) {
    this.which = which;
    this.outcome = outcome;
  }

  /** Checks all of it. */
  static TradeLogCheck of(FaultCase which, CaseOutcome outcome) {
    TradeLogCheck check = new TradeLogCheck(which, outcome);
    for (int p = 0; p < outcome.tradesAtEnd().size(); p++) {
      check.partition(p, outcome.tradesAtEnd().get(p));
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

  /** Trades that came after a heartbeat that had excluded it: {@code instrument/id}. */
  Set<String> late() {
    return late;
  }

  boolean isLate(String instrument) {
    return has(late, instrument) || has(unannounced, instrument);
  }

  private void partition(int number, List<MarketEntry> entries) {
    Coverage coverage = new Coverage();
    Promises promises = new Promises();
    Set<String> seen = new HashSet<>();
    long time = Long.MIN_VALUE;
    int back = 0;
    for (int at = 0; at < entries.size(); at++) {
      MarketEntry entry = entries.get(at);
      if (entry instanceof Quote) {
        continue;
      }
      boolean isNew = coverage.take(entry);
      if (entry instanceof Heartbeat heartbeat) {
        assertThat(heartbeat.partition()).isEqualTo(number);
        isNew = heartbeat.time() >= time;
        back += isNew ? 0 : 1;
        time = heartbeat.time();
        promises.promise(heartbeat, at, seen);
      } else {
        seen.add(entry.key());
        if (isNew && entry instanceof Trade trade) {
          promises.trade(trade);
        }
      }
      if (!isNew) {
        promises.rewind(at);
      }
    }
    late.addAll(promises.broken());
    excused.addAll(promises.brokenOverCrash());
    assertThat(back)
        .as("times that heartbeats went back in partition %d", number)
        .isLessThanOrEqualTo(outcome.crashCount());
    assertThat(coverage.conflicts()).as("conflicts in partition %d", number).isEmpty();
    repeats += coverage.repeats();
    for (String instrument : seen) {
      assertThat(read.put(instrument, coverage.of(instrument)))
          .as("%s is in one partition", instrument)
          .isNull();
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
    assertThat(outcome.alerts())
        .as("an alert of %s", gap)
        .anyMatch(
            a ->
                a.id().equals("TRADES_MISSING/" + instrument + "/" + gap.fromId())
                    && a.instrument().equals(instrument));
  }

  /** Who breaks a heartbeat's promise has a dead letter, and nobody else has. */
  private void lateTrades() {
    Set<String> letters = new TreeSet<>();
    outcome.letters().stream()
        .filter(letter -> letter.code().equals("LATE_TRADE"))
        .forEach(l -> letters.add(instrument(l.topic()) + "/" + l.offset()));
    unannounced.addAll(late);
    unannounced.removeAll(letters);
    letters.removeAll(late);
    assertThat(STRICT ? Set.<String>of() : excused)
        .as("late trades without a dead letter, that no crash excuses")
        .containsAll(unannounced);
    if (outcome.crashCount() == 0 || STRICT) {
      assertThat(letters).as("dead letters of trades that are not late").isEmpty();
    }
    unannounced.addAll(letters);
  }

  /**
   * Whether a crash made the instrument's log and its bars two stories: what the job had written
   * since its checkpoint, a restored job does not know.
   */
  boolean isDisturbed(String instrument) {
    return !STRICT
        && outcome.crashCount() > 0
        && (has(unannounced, instrument) || read.get(instrument).hasGapOverTrades());
  }

  /**
   * Whether a restored job may publish a bar with another content: a trade that was late before the
   * crash may come in time after it.
   */
  boolean maySayTwoThings(String instrument) {
    return isDisturbed(instrument) || !STRICT && outcome.crashCount() > 0 && has(late, instrument);
  }

  /** How many instruments are disturbed. */
  long disturbed() {
    return read.keySet().stream().filter(this::isDisturbed).count();
  }

  private static boolean has(Set<String> trades, String instrument) {
    return trades.stream().anyMatch(l -> l.startsWith(instrument + "/"));
  }

  /** {@code btcusd@trade} is of {@code sim:BTC/USD}. */
  private static String instrument(String stream) {
    String symbol = stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT);
    return "sim:" + symbol.substring(0, 3) + "/" + symbol.substring(3);
  }
}
