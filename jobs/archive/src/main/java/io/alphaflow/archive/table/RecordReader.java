package io.alphaflow.archive.table;

import io.alphaflow.archive.audit.AuditRow;
import io.alphaflow.archive.table.Tables.PlacedEntry;
import io.alphaflow.archive.table.Tables.SnapshotBalance;
import io.alphaflow.archive.table.Tables.SnapshotPosition;
import io.alphaflow.archive.table.Tables.SnapshotRoundTrip;
import io.alphaflow.archive.table.Tables.SnapshotStrategy;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each record of each topic becomes in the archive: the one place that knows all topics. */
public final class RecordReader {

  private interface Reader {
    List<Row> read(RawRecord in) throws CodecException;
  }

  private final Map<String, Reader> readers = new HashMap<>();

  /** A reader of all topics. */
  public RecordReader() {
    read(Topics.TRADES, RecordReader::market);
    read(Topics.QUOTES, q -> List.of(Tables.QUOTES.row(q)));
    read(Topics.BARS, b -> List.of(Tables.BARS.row(b)));
    read(Topics.SUBSCRIPTIONS, s -> List.of());
    read(Topics.STRATEGIES, c -> List.of(Tables.STRATEGY_CHANGES.row(c)));
    read(Topics.INSTRUMENTS, i -> List.of(Tables.INSTRUMENTS.row(i)));
    RecordCodec<JournalEntry> journal = Topics.JOURNAL.codec();
    readers.put(Topics.JOURNAL.name(), in -> placed(in, journal.decode(in.value())));
    read(Topics.DECISIONS, d -> List.of(Tables.DECISIONS.row(d)));
    read(Topics.DECISION_READINGS, d -> List.of(Tables.DECISION_READINGS.row(d)));
    read(Topics.PNL, RecordReader::pnl);
    read(Topics.ALERTS, a -> List.of(Tables.ALERTS.row(a)));
    read(Topics.DEAD_LETTERS, d -> List.of(row(d)));
    // They are there to stand outside of the database.
    read(Topics.AUDIT, h -> List.of());
  }

  private <T> void read(Topic<T> topic, Function<T, List<Row>> rows) {
    RecordCodec<T> codec = topic.codec();
    readers.put(topic.name(), in -> rows.apply(codec.decode(in.value())));
  }

  /**
   * The rows of a record; none for a heartbeat, a subscription or the head of an audit chain, and
   * none for the quotes and changes of strategies in the trade log, which are copies from topics of
   * their own.
   *
   * @throws CodecException when the bytes are not a whole record of the topic
   */
  public List<Row> rows(RawRecord in) throws CodecException {
    Reader reader = readers.get(in.topic());
    if (reader == null) {
      throw new CodecException("no table for topic " + in.topic(), null);
    }
    try {
      return reader.read(in);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new CodecException("lacks a field or has a wrong one: " + e.getMessage(), e);
    }
  }

  /** A dead letter as a row. */
  public static Row row(DeadLetter letter) {
    return Tables.DEAD_LETTERS.row(letter);
  }

  /** A row of an audit chain as a row of its table. */
  public static Row row(AuditRow row) {
    return Tables.AUDIT.row(row);
  }

  private static List<Row> market(MarketEntry entry) {
    if (entry instanceof Trade trade) {
      return List.of(Tables.TRADES.row(trade));
    } else if (entry instanceof Gap gap) {
      return List.of(Tables.GAPS.row(gap));
    } else if (entry instanceof Heartbeat
        || entry instanceof Quote
        || entry instanceof StrategyChange) {
      return List.of();
    }
    throw new IllegalArgumentException("no table for " + entry.getClass().getSimpleName());
  }

  /** Where the entry stands, and what it says. */
  private static List<Row> placed(RawRecord in, JournalEntry entry) {
    List<Row> rows = new ArrayList<>(2);
    rows.add(Tables.JOURNAL.row(new PlacedEntry(in.partition(), in.offset(), entry)));
    rows.addAll(journal(entry));
    return rows;
  }

  private static List<Row> journal(JournalEntry entry) {
    if (entry instanceof Mark mark) {
      return List.of(Tables.MARKS.row(mark));
    } else if (entry instanceof Instrument instrument) {
      return List.of(Tables.INSTRUMENTS.row(instrument));
    } else if (entry instanceof AccountSnapshot snapshot) {
      return snapshot.balances().stream()
          .map(balance -> Tables.ACCOUNT_SNAPSHOTS.row(new SnapshotBalance(snapshot, balance)))
          .toList();
    } else if (entry instanceof Signal signal) {
      return List.of(Tables.SIGNALS.row(signal));
    } else if (entry instanceof ExecutionReport report) {
      return List.of(Tables.EXECUTION_REPORTS.row(report));
    } else if (entry instanceof BreakerTrip trip) {
      return List.of(Tables.BREAKER_TRIPS.row(trip));
    } else if (entry instanceof OperatorCommand command) {
      return List.of(Tables.COMMANDS.row(command));
    } else if (entry instanceof LedgerEntry booked) {
      return List.of(Tables.LEDGER_ENTRIES.row(booked));
    } else if (entry instanceof ClockTick) {
      return List.of();
    }
    throw new IllegalArgumentException("no table for " + entry.getClass().getSimpleName());
  }

  private static List<Row> pnl(PnlSnapshot snapshot) {
    List<Row> rows = new ArrayList<>();
    rows.add(Tables.PNL.row(snapshot));
    snapshot
        .positions()
        .forEach(p -> rows.add(Tables.POSITIONS.row(new SnapshotPosition(snapshot, p))));
    snapshot
        .strategies()
        .forEach(p -> rows.add(Tables.STRATEGY_POSITIONS.row(new SnapshotStrategy(snapshot, p))));
    snapshot
        .roundTrips()
        .forEach(t -> rows.add(Tables.ROUND_TRIPS.row(new SnapshotRoundTrip(snapshot, t))));
    return rows;
  }
}
