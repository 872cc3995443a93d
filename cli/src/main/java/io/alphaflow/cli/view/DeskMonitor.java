package io.alphaflow.cli.view;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the logs of a desk from their beginning and counts what they say. */
public final class DeskMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeskMonitor.class);

  private final RecordCodec<MarketEntry> trades = Topics.TRADES.codec();
  private final RecordCodec<Bar> bars = Topics.BARS.codec();
  private final RecordCodec<JournalEntry> journal = Topics.JOURNAL.codec();
  private final RecordCodec<Decision> decisions = Topics.DECISIONS.codec();
  private final RecordCodec<PnlSnapshot> pnl = Topics.PNL.codec();
  private final RecordCodec<Alert> alerts = Topics.ALERTS.codec();
  private final RecordCodec<DeadLetter> deadLetters = Topics.DEAD_LETTERS.codec();
  private final DeskStats stats = new DeskStats();
  private final Thread thread;
  private volatile boolean closed;

  /** Begins to follow. */
  public DeskMonitor(KafkaOptions kafka) {
    thread = new Thread(() -> follow(kafka), "desk-monitor");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow(KafkaOptions kafka) {
    try (LogReader reader =
        new LogReader(
            kafka,
            List.of(
                Topics.TRADES,
                Topics.BARS,
                Topics.JOURNAL,
                Topics.DECISIONS,
                Topics.PNL,
                Topics.ALERTS,
                Topics.DEAD_LETTERS))) {
      while (!closed) {
        reader.poll(Duration.ofMillis(100), this::count);
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("the desk monitor stopped", e);
      }
    }
  }

  private void count(RawRecord in) {
    try {
      switch (in.topic()) {
        case "market.trades" -> countTrade(trades.decode(in.value()));
        case "market.bars" -> stats.add(bars.decode(in.value()));
        case "journal" -> countEntry(in);
        case "decisions" -> stats.add(decisions.decode(in.value()));
        case "pnl" -> stats.add(pnl.decode(in.value()));
        case "alerts" -> stats.add(alerts.decode(in.value()));
        case "dead-letters" -> stats.add(deadLetters.decode(in.value()));
        default -> LOG.warn("unexpected topic {}", in.topic());
      }
    } catch (CodecException e) {
      LOG.warn("{}-{}@{}: {}", in.topic(), in.partition(), in.offset(), e.getMessage());
    }
  }

  private void countTrade(MarketEntry entry) {
    if (entry instanceof Trade trade) {
      stats.add(trade);
    }
  }

  /** Marks and clock ticks are most of the journal and are not shown: they are not decoded. */
  private void countEntry(RawRecord in) throws CodecException {
    if (in.key().startsWith("mark/") || in.key().startsWith("clock/")) {
      return;
    }
    JournalEntry entry = journal.decode(in.value());
    if (entry instanceof Signal signal) {
      stats.add(signal);
    } else if (entry instanceof ExecutionReport report) {
      stats.add(report);
    } else if (entry instanceof AccountSnapshot) {
      stats.accountOpened();
    }
  }

  /** The counts at this moment. */
  public DeskSnapshot snapshot() {
    return stats.snapshot();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
