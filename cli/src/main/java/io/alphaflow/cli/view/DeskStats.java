package io.alphaflow.cli.view;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.state.HighWater;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the logs say about the desk so far. Records that are delivered again are counted once.
 * Guarded by its own monitor: one thread feeds it, others take {@link #snapshot()}s.
 */
final class DeskStats {

  private static final int REMEMBERED_EVENTS = 5;

  private final HighWater seen = new HighWater();
  private final SortedMap<String, Long> rejectedByCode = new TreeMap<>();
  private final SortedMap<String, PnlSnapshot> pnl = new TreeMap<>();
  private final Set<String> openOrders = new HashSet<>();
  private final Set<String> endedOrders = new HashSet<>();
  private final Deque<String> events = new ArrayDeque<>();
  private long trades;
  private long bars;
  private long signals;
  private long decisions;
  private long answered;
  private long approved;
  private long rejected;
  private long fills;
  private long deadLetters;
  private long alerts;
  private long marketTime;
  private long lastIngestTime;
  private boolean accountOpen;

  synchronized void add(Trade trade) {
    if (isNew("trade/" + trade.instrument(), trade.tradeId())) {
      trades++;
      marketTime = Math.max(marketTime, trade.exchangeTime());
      lastIngestTime = trade.ingestTime();
    }
  }

  synchronized void add(Bar bar) {
    if (isNew("bar/" + bar.instrument() + bar.interval(), bar.sequence())) {
      bars++;
    }
  }

  synchronized void add(Signal signal) {
    if (isNew(signal.producer(), signal.sequence())) {
      signals++;
    }
  }

  synchronized void accountOpened() {
    accountOpen = true;
  }

  synchronized void add(Decision decision) {
    if (!isNew("decision/" + decision.account(), decision.sequence())) {
      return;
    }
    decisions++;
    if (decision.signalSequence() > 0) {
      answered++;
    }
    if (decision.outcome() == Outcome.APPROVED || decision.outcome() == Outcome.WORKING) {
      approved++;
      decision.approvedOrder().stream()
          .flatMap(order -> order.legs().stream())
          .forEach(leg -> opened(leg.clientOrderId()));
    } else {
      rejected++;
      for (Violation violation : decision.violations()) {
        rejectedByCode.merge(violation.code(), 1L, Long::sum);
      }
    }
  }

  /** The logs are read side by side: the end of an order may be seen before its decision. */
  private void opened(String order) {
    if (!endedOrders.contains(order)) {
      openOrders.add(order);
    }
  }

  synchronized void add(ExecutionReport report) {
    if (!isNew(report.producer(), report.sequence())) {
      return;
    }
    if (report.executionType() == ExecutionType.FILL) {
      fills++;
    }
    if (report.last()) {
      openOrders.remove(report.clientOrderId());
      endedOrders.add(report.clientOrderId());
    }
  }

  synchronized void add(PnlSnapshot snapshot) {
    if (isNew("pnl/" + snapshot.account(), snapshot.sequence())) {
      pnl.put(snapshot.account(), snapshot);
    }
  }

  synchronized void add(DeadLetter letter) {
    if (isNew(
        "dead/" + letter.source() + letter.topic() + letter.partition(), letter.offset() + 1)) {
      deadLetters++;
    }
  }

  synchronized void add(Alert alert) {
    alerts++;
    events.addLast(alert.severity() + " " + alert.code() + ": " + alert.message());
    if (events.size() > REMEMBERED_EVENTS) {
      events.removeFirst();
    }
  }

  private boolean isNew(String producer, long sequence) {
    HighWater.Verdict verdict = seen.observe(producer, sequence, 0);
    return verdict == HighWater.Verdict.NEXT || verdict == HighWater.Verdict.GAP;
  }

  /** The counts at this moment. */
  synchronized DeskSnapshot snapshot() {
    return new DeskSnapshot(
        trades,
        bars,
        signals,
        decisions,
        answered,
        approved,
        rejected,
        new TreeMap<>(rejectedByCode),
        fills,
        openOrders.size(),
        deadLetters,
        alerts,
        marketTime,
        lastIngestTime,
        accountOpen,
        new TreeMap<>(pnl),
        List.copyOf(events));
  }
}
