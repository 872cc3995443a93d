package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.JournalWrite;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.instrument.InstrumentState;
import io.alphaflow.ingest.mark.TickClock;
import io.alphaflow.ingest.validation.Rejection;

/**
 * Turns the sound trades and the rules of an instrument into the market log and into marks, clock
 * ticks and rules for the journal.
 *
 * <p>Key: instrument. State: {@link InstrumentState}, of constant size. Timers: none. Late input: a
 * trade of a bar that is closed goes to the dead letters and nowhere else. Repeated input does not
 * occur, the source's place is part of the same checkpoint; what was written after the last
 * checkpoint is written again with the same identity. Deterministic: bars, marks and rules are
 * functions of the instrument's events in order; a clock tick is a function of its number, and
 * which instrument of a subtask brings it first does not matter.
 */
public final class InstrumentOperator
    extends KeyedStateOperator<String, MarketEvent, Trade, InstrumentState> {

  private static final long serialVersionUID = 1L;

  private static final StateCodec<InstrumentState> CODEC = new StateCodec<>(InstrumentState.class);

  private final String venue;
  private final IngestOptions options;
  private final int journalPartitions;

  private transient TickClock clock;
  private transient DeadLetters deadLetters;

  /**
   * For the instruments of a venue.
   *
   * @param journalPartitions marks, ticks and rules are copied to each
   */
  public InstrumentOperator(String venue, IngestOptions options, int journalPartitions) {
    this.venue = venue;
    this.options = options;
    this.journalPartitions = journalPartitions;
  }

  @Override
  public void open() throws Exception {
    super.open();
    clock = new TickClock(venue, options.clockTickMicros());
    deadLetters = new DeadLetters(getMetricGroup());
  }

  @Override
  protected InstrumentState create(String instrument) {
    return new InstrumentState(options.bar());
  }

  @Override
  protected byte[] encode(InstrumentState state) {
    return CODEC.encode(state);
  }

  @Override
  protected InstrumentState decode(byte[] bytes) {
    return CODEC.decode(bytes);
  }

  @Override
  protected void process(InstrumentState state, MarketEvent event) {
    if (event.rules() != null) {
      state
          .rules()
          .observe(event.rules(), state.time())
          .ifPresent(
              version -> {
                emit(IngestOutputs.INSTRUMENTS, version);
                journal(version);
              });
      return;
    }
    VenueTrade raw = event.trade();
    Trade trade =
        new Trade(
            event.instrument(),
            raw.id(),
            raw.price(),
            raw.quantity(),
            raw.buyerIsMaker(),
            raw.time(),
            event.receivedAt());
    if (state.bars().isLate(trade)) {
      late(state, raw);
      return;
    }
    state.advance(trade.exchangeTime());
    emit(trade);
    state.bars().add(trade, options.bar()).ifPresent(bar -> emit(IngestOutputs.BARS, bar));
    clock.advance(trade.exchangeTime()).ifPresent(this::journal);
    state.marks().sample(trade, options.markMicros()).ifPresent(this::journal);
  }

  private void late(InstrumentState state, VenueTrade trade) {
    String reason =
        "time is %d, but the bar from %d on has begun"
            .formatted(trade.time(), state.bars().openTime());
    Rejection rejection = new Rejection(Rejection.Code.LATE_TRADE, reason);
    emit(SideOutputs.DEAD_LETTERS, deadLetters.ofTrade(trade, rejection));
  }

  private void journal(JournalEntry entry) {
    for (int partition = 0; partition < journalPartitions; partition++) {
      emit(IngestOutputs.JOURNAL, JournalWrite.toPartition(partition, entry));
    }
  }
}
