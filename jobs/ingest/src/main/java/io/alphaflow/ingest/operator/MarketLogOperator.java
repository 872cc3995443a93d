package io.alphaflow.ingest.operator;

import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.ingest.bar.KlineCheck;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.instrument.InstrumentState;
import io.alphaflow.ingest.instrument.PartitionState;
import io.alphaflow.ingest.mark.TickClock;
import io.alphaflow.ingest.validation.EventChecks;
import io.alphaflow.ingest.validation.Rejection;
import java.util.concurrent.TimeUnit;

/**
 * Writes a partition of the trade log: the sound trades of its instruments, gaps where one is
 * missing, heartbeats, changes of strategies and the quotes that are wanted there; and what follows
 * from the trades: bars, marks, clock ticks and rules. It is the only writer of the partition, so
 * that a change or a quote has one place among the trades.
 *
 * <p>Key: the partition, so that one task writes it in one order. State: {@link PartitionState}, of
 * constant size for each instrument. Timers: none; the feed brings market time. Late input: a trade
 * of a bar that is closed goes to the log, but not into the bar; it is dead-lettered, and alerted
 * once for each minute. Repeated input does not occur, the source's place is part of the same
 * checkpoint; what was written after the last checkpoint is written again with the same identity.
 * Deterministic: a function of the partition's events in order; a clock tick is a function of its
 * number, and which partition brings it first does not matter.
 */
@KeptState(
    type = PartitionState.class,
    key = "partition of the trade log",
    bound = "constant for each instrument")
public final class MarketLogOperator
    extends KeyedStateOperator<Integer, MarketEvent, LogWrite, PartitionState> {

  private static final long serialVersionUID = 1L;

  private static final StateCodec<PartitionState> CODEC = new StateCodec<>(PartitionState.class);

  private final String venue;
  private final IngestOptions options;
  private final PartitionKeys partitions;
  private final int journalPartitions;

  private transient TickClock clock;
  private transient MarketMetrics measured;

  /**
   * For the instruments of a venue.
   *
   * @param partitions of the trade log, which this stream is keyed by
   * @param journalPartitions marks, ticks and rules are copied to each
   */
  public MarketLogOperator(
      String venue, IngestOptions options, PartitionKeys partitions, int journalPartitions) {
    this.venue = venue;
    this.options = options;
    this.partitions = partitions;
    this.journalPartitions = journalPartitions;
  }

  @Override
  public void open() throws Exception {
    super.open();
    clock = new TickClock(venue, options.clockTickMicros());
    boolean replay = options.feed().clock() == FeedOptions.Clock.EVENTS;
    measured = new MarketMetrics(metrics(), replay);
  }

  @Override
  protected PartitionState create(Integer key) {
    return new PartitionState();
  }

  @Override
  protected byte[] encode(PartitionState state) {
    return CODEC.encode(state);
  }

  @Override
  protected PartitionState decode(byte[] bytes) {
    return CODEC.decode(bytes);
  }

  @Override
  protected void process(PartitionState state, MarketEvent event) {
    if (event.strategy() != null) {
      MarketEvent.StrategyCopy copy = event.strategy();
      emit(new LogWrite(copy.partition(), copy.id(), copy.entry()));
      return;
    }
    if (event.quote() != null) {
      emit(LogWrite.toTrades(partition(), event.quote().quote()));
      return;
    }
    InstrumentState instrument = state.instrument(event.instrument());
    if (event.trade() != null) {
      trade(state, instrument, event);
    } else if (event.missing() != null) {
      MarketEvent.Missing missing = event.missing();
      write(
          state,
          new Gap(
              event.instrument(),
              missing.fromId(),
              missing.toId(),
              missing.code(),
              missing.reason(),
              missing.exchangeTime(),
              event.receivedAt()));
    } else if (event.time() != null) {
      MarketEvent.FeedTime time = event.time();
      if (time.removed()) {
        measured.removed(event.instrument());
      } else {
        measured.reached(event.instrument(), time.time());
      }
      clock.advance(time.time()).ifPresent(this::journal);
      state
          .report(partition(), event.instrument(), time.time(), time.caughtUp(), time.removed())
          .ifPresent(heartbeat -> write(state, heartbeat));
    } else if (event.kline() != null) {
      kline(instrument, event);
    } else if (event.rules() != null) {
      instrument
          .rules()
          .observe(event.rules(), instrument.time())
          .ifPresent(
              version -> {
                emit(IngestOutputs.INSTRUMENTS, version);
                journal(version);
              });
    }
  }

  private void trade(PartitionState state, InstrumentState instrument, MarketEvent event) {
    VenueTrade raw = event.trade();
    Rejection fault = check(instrument, raw);
    if (fault != null) {
      emit(SideOutputs.DEAD_LETTERS, DeadLetters.ofTrade(raw, fault));
      write(state, EventChecks.gap(event.instrument(), raw, fault, event.receivedAt()));
      return;
    }
    Trade trade =
        new Trade(
            event.instrument(),
            raw.id(),
            raw.price(),
            raw.quantity(),
            raw.buyerIsMaker(),
            raw.time(),
            event.receivedAt());
    if (!write(state, trade)) {
      late(state, trade, raw);
    }
    instrument.advance(trade.exchangeTime());
    clock.advance(trade.exchangeTime()).ifPresent(this::journal);
    instrument.marks().sample(trade, options.markMicros()).ifPresent(this::journal);
  }

  /** What is wrong with a trade by what is known of its instrument; null when nothing is. */
  private Rejection check(InstrumentState instrument, VenueTrade trade) {
    FeedOptions feed = options.feed();
    // The clock of events is made of trades: it cannot judge them.
    if (feed.clock() == FeedOptions.Clock.VENUE && instrument.isAhead(trade.time())) {
      return new Rejection(
          Rejection.Code.TIME_NOT_PLAUSIBLE,
          "time is %d, more than an hour ahead of the venue's clock".formatted(trade.time()));
    }
    return feed.checkGrid() ? instrument.rules().check(trade) : null;
  }

  /** To the log and to the bars; false when it is a trade that comes late for them. */
  private boolean write(PartitionState state, MarketEntry entry) {
    if (entry instanceof Trade trade) {
      measured.trade(trade);
      OrderTrace.traded(trade);
    } else if (entry instanceof Gap gap) {
      measured.gap(gap);
    }
    emit(LogWrite.toTrades(partition(), entry));
    return state.bars().take(entry, options.bars(), bar -> bar(state, bar)) != Outcome.LATE;
  }

  private void bar(PartitionState state, Bar bar) {
    emit(IngestOutputs.BARS, bar);
    if (bar.interval().equals(KlineCheck.INTERVAL) && options.feed().klines()) {
      state
          .instrument(bar.instrument())
          .klines()
          .ours(bar)
          .ifPresent(difference -> mismatch(bar.instrument(), bar.openTime(), difference));
    }
  }

  private void kline(InstrumentState instrument, MarketEvent event) {
    VenueKline kline = event.kline();
    instrument
        .klines()
        .theirs(kline)
        .ifPresent(difference -> mismatch(event.instrument(), kline.openTime(), difference));
  }

  private void mismatch(String instrument, long openTime, String difference) {
    alert(
        "KLINE_MISMATCH",
        instrument + "/" + openTime,
        instrument,
        openTime,
        "our one-minute bar differs from the venue's: " + difference);
  }

  private void late(PartitionState state, Trade trade, VenueTrade raw) {
    String reason =
        "time is %d, but the bars before %d are closed; it is in the trade log, not in the bars"
            .formatted(raw.time(), state.bars().reached(trade.instrument()));
    Rejection rejection = new Rejection(Rejection.Code.LATE_TRADE, reason);
    emit(SideOutputs.DEAD_LETTERS, DeadLetters.ofTrade(raw, rejection));
    long minute = TimeUnit.MICROSECONDS.toMinutes(state.bars().reached(trade.instrument()));
    if (state.instrument(trade.instrument()).tellsLate(minute)) {
      alert(
          "LATE_TRADE",
          trade.instrument() + "/" + trade.tradeId(),
          trade.instrument(),
          trade.exchangeTime(),
          "trade %d came late for its bars, perhaps others of this minute too: its %s"
              .formatted(trade.tradeId(), reason));
    }
  }

  private void alert(String code, String id, String instrument, long time, String message) {
    emit(
        SideOutputs.ALERTS,
        new Alert(
            DeadLetters.SOURCE,
            code + "/" + id,
            Severity.WARNING,
            code,
            "",
            instrument,
            time,
            message));
  }

  private void journal(JournalEntry entry) {
    for (int partition = 0; partition < journalPartitions; partition++) {
      emit(IngestOutputs.JOURNAL, LogWrite.toPartition(partition, entry));
    }
  }

  private int partition() {
    return partitions.partition((Integer) getCurrentKey());
  }
}
