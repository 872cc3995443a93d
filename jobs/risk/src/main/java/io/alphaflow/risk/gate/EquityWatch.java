package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.risk.limit.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Notes the equity of every account at every mark, for the loss within a rolling time span (C12).
 * Deposits and withdrawals are left out: they are no gains and no losses.
 *
 * <p>To note the same equity again within one slot of the time span changes nothing. So only those
 * are asked that can have another one, and all of them when a slot ends. What is kept here for that
 * follows from the state and is not part of it.
 */
final class EquityWatch {

  private final GateContext gate;
  private final SortedSet<String> reported = new TreeSet<>();
  private final Map<String, Limits> limits = new HashMap<>();
  private long limitsVersion;

  /** Time from which the same equity as before has to be noted for some account. */
  private long due = Long.MIN_VALUE;

  EquityWatch(GateContext gate) {
    this.gate = gate;
  }

  /** An entry is about to be booked: equities that it may change are asked for at the next mark. */
  void read(JournalEntry entry) {
    if (entry instanceof ExecutionReport report) {
      reported.add(report.account());
    } else if (entry instanceof LedgerEntry booked) {
      reported.add(booked.account());
    } else if (entry instanceof AccountSnapshot || entry instanceof Instrument) {
      askAll();
    }
  }

  /** At the next mark every account is asked. */
  void askAll() {
    due = Long.MIN_VALUE;
  }

  /** A mark was booked. */
  void marked(Mark mark) {
    if (gate.time() >= due || gate.limits().version() != limitsVersion) {
      due = Long.MAX_VALUE;
      limitsVersion = gate.limits().version();
      limits.clear();
      gate.state().book.accounts().values().forEach(ledger -> due = Math.min(due, note(ledger)));
    } else {
      gate.state().book.forEachHolder(mark.instrument(), this::note);
      for (String account : reported) {
        gate.state().book.account(account).ifPresent(this::note);
      }
    }
    reported.clear();
  }

  private long note(AccountLedger ledger) {
    Limits of = limits.computeIfAbsent(ledger.account(), gate::limits);
    return gate.state().account(ledger.account()).valued(ledger.earned(), gate.time(), of);
  }
}
