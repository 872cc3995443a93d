package io.alphaflow.signals.instance;

import io.alphaflow.common.bar.BarSeries;
import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All strategy instances of one instrument, and its bars: the entries of the trade log in, signals
 * and alerts out.
 *
 * <p>Instances are shown, in the order of their ids, the bars that an entry closes, the finest
 * first, and then the entry itself; repeated and late entries never. Indicators that several
 * instances want are there once. State: bars under construction, the windows of the indicators, the
 * strategies' own states; bounded by the definitions. Deterministic: a function of configuration,
 * state and entries.
 */
public final class InstrumentMachine {

  /** Source of its alerts. */
  public static final String SOURCE = "signals";

  private static final StateCodec<InstrumentState> CODEC = new StateCodec<>(InstrumentState.class);

  private final Desk desk;
  private final InstrumentState state;
  private final InstrumentInputs inputs;
  private final InstrumentInstances instances;
  private final PendingChanges pending;
  private final LegFeeds feeds = new LegFeeds();
  private final Moment moment = new Moment();
  private final Consumer<Bar> bars = this::onBar;

  private boolean rearranged;
  private boolean mayBeUntold = true;
  private SignalOutput out;

  private InstrumentMachine(InstrumentState state, Desk desk) {
    this.state = state;
    this.desk = desk;
    inputs = new InstrumentInputs(state);
    instances = new InstrumentInstances(desk, state, inputs, moment);
    pending = new PendingChanges(state.instrument, state.pending);
    if (state.quote.length > 0) {
      moment.quote(PackedQuote.unpack(state.instrument, state.quote));
    }
    // What the configuration says now takes effect with the next entry.
    pending.addFirst(instances.configured());
    instances.revive().forEach(pending::add);
    arrange();
    settle();
  }

  /**
   * A machine that has seen nothing.
   *
   * @param instrument {@code venue:BASE/QUOTE}
   */
  public static InstrumentMachine create(String instrument, Desk desk) {
    InstrumentState state = new InstrumentState();
    state.instrument = instrument;
    return new InstrumentMachine(state, desk);
  }

  /** A machine as {@link #encode} wrote it, with the instances that are configured now. */
  public static InstrumentMachine restore(byte[] bytes, Desk desk) {
    return new InstrumentMachine(CODEC.decode(bytes), desk);
  }

  /** What is written again of a state when all of it was read, also what waits to be used. */
  public static byte[] rewritten(byte[] bytes, Desk desk) {
    InstrumentMachine machine = restore(bytes, desk);
    machine.instances.wake();
    return machine.encode();
  }

  /** The instrument. */
  public String instrument() {
    return state.instrument;
  }

  /** The latest market time that it knows of, epoch microseconds UTC; the least number before. */
  public long time() {
    return state.time;
  }

  /** Sends closed bars and the time that is reached to these groups from now on. */
  public void feed(List<LegFeed> groups) {
    feeds.set(groups, reached());
    arrange();
    settle();
  }

  /**
   * Passes on a change of a group that this instrument is a leg of, with its bars up to here.
   *
   * @param change that was accepted, with all parameters resolved
   * @return what the group needs to know
   */
  public LegEvent.Change groupChange(StrategyChange change, int leg) {
    PendingChange here = prepared(change);
    return new LegEvent.Change(
        change.id(), leg, reached(), here.change(), here.history(), here.isCold());
  }

  private long reached() {
    return state.series == null ? state.heard : state.series.reached();
  }

  /** Whether an instance runs here, ran here, or will. */
  public boolean has(String id) {
    return instances.know(id) || pending.has(id);
  }

  /**
   * The state; equal states give equal bytes. An instance whose state cannot be stored is stopped;
   * the next entry tells so.
   */
  public byte[] encode() {
    instances.store();
    mayBeUntold = true;
    inputs.store(state);
    state.quote = moment.quote().map(PackedQuote::pack).orElse(new long[0]);
    state.pending = pending.store();
    return CODEC.encode(state);
  }

  /** Takes a trade of the instrument. */
  public Outcome onTrade(Trade trade, SignalOutput output) {
    BarSeries series = series(trade.tradeId() <= 1);
    if (!series.isNew(trade.tradeId())) {
      return Outcome.REPEATED;
    }
    if (series.isLate(trade.exchangeTime())) {
      return Outcome.LATE;
    }
    begin(output);
    series.add(trade, bars);
    advance(trade.exchangeTime());
    state.lastTradeId = trade.tradeId();
    if (inputs.useTrades()) {
      moment.trigger(trade.tradeId());
      inputs.onTrade(trade, output);
    }
    settle();
    progress();
    return Outcome.TAKEN;
  }

  /** Takes note that trades of the instrument are missing. */
  public void onGap(Gap gap) {
    boolean lost = gap.code().equals(Gap.HISTORY_UNAVAILABLE);
    series(gap.fromId() <= 1 && !lost).isNew(gap.toId());
  }

  /**
   * Takes a heartbeat of the partition.
   *
   * @return whether it changed anything
   */
  public boolean onHeartbeat(Heartbeat heartbeat, SignalOutput output) {
    boolean due = heartbeat.time() >= pending.next();
    if (state.series == null && !due && feeds.isEmpty()) {
      return false;
    }
    if (!heartbeat.except().isEmpty() && heartbeat.except().contains(state.instrument)) {
      return false;
    }
    begin(output);
    long reached = reached();
    if (state.series != null) {
      state.series.advance(heartbeat.time(), bars);
    } else if (!feeds.isEmpty()) {
      state.heard = Math.max(state.heard, heartbeat.time());
    }
    if (due) {
      advance(heartbeat.time());
    }
    settle();
    progress();
    return due || reached() != reached;
  }

  /**
   * Takes a top of book of the instrument.
   *
   * @return whether it was used: false when it was delivered before
   */
  public boolean onQuote(Quote next, SignalOutput output) {
    if (next.updateId() <= state.lastUpdateId) {
      return false;
    }
    begin(output);
    state.lastUpdateId = next.updateId();
    // Some venues give their quotes no time.
    advance(next.exchangeTime() == 0 ? state.time : next.exchangeTime());
    if (inputs.useQuotes()) {
      moment.quote(next);
      moment.trigger(state.lastTradeId);
      inputs.onQuote(next, output);
    }
    settle();
    return true;
  }

  /**
   * Takes a closed bar as such, where there are no trades that it could be built of. Bars of an
   * interval come in their order; do not mix with trades.
   */
  public void onBar(Bar bar, SignalOutput output) {
    begin(output);
    state.heard = Math.max(state.heard, bar.closeTime());
    onBar(bar);
    settle();
    progress();
  }

  /** Everything that comes begins here. */
  private void begin(SignalOutput output) {
    out = output;
    if (mayBeUntold) {
      mayBeUntold = false;
      instances.tellUntold(output);
    }
  }

  private BarSeries series(boolean fromBeginning) {
    if (state.series == null) {
      state.series = new BarSeries(state.instrument, inputs.bars(), fromBeginning);
    }
    return state.series;
  }

  private void onBar(Bar bar) {
    advance(bar.closeTime());
    pending.onBar(bar);
    moment.trigger(bar.closedBy());
    inputs.onBar(bar, out);
    feeds.closed(bar, out);
  }

  private void progress() {
    if (feeds.progress(reached(), out)) {
      // What was built for the one that has ended only is built no more.
      arrange();
      settle();
    }
  }

  private void advance(long time) {
    moment.time(time);
    if (time > state.time) {
      state.time = time;
    }
    if (state.time >= pending.next()) {
      applyDue();
    }
  }

  /**
   * Takes a change that was accepted, with all parameters resolved; what concerns other instruments
   * ends the instance here.
   */
  public void onChange(StrategyChange change, SignalOutput output) {
    begin(output);
    moment.time(state.time);
    applyDue();
    StrategyChange here = Changes.on(change, state.instrument);
    if (Changes.runs(here, state.instrument) && !instances.have(change.id())) {
      List<String> legs = List.of(state.instrument);
      long now = Math.max(state.time, 0);
      out.alert(InstanceAlerts.added(here, legs, now, "its time and its next event"));
    }
    pending.add(prepared(here));
    arrange();
    applyDue();
    settle();
  }

  /** A change with all the bars up to here that are known without a hole. */
  private PendingChange prepared(StrategyChange change) {
    StrategyChange bare = Changes.withoutHistory(change);
    if (!Changes.runs(change, state.instrument)) {
      return PendingChange.bare(bare);
    }
    GivenHistory history = inputs.history(change, state.instrument, reached());
    int kept = Math.max(history.bars().size(), Definitions.warmUp(desk.catalog(), change));
    return new PendingChange(bare, history.bars(), kept, history.isCold());
  }

  private void applyDue() {
    List<PendingChange> due = pending.takeDue(Math.max(state.time, 0));
    due.forEach(change -> instances.apply(change, out));
    if (!due.isEmpty()) {
      arrange();
    }
  }

  /** Puts everything in order after the instances have changed. */
  private void arrange() {
    Set<BarSpec> others = new LinkedHashSet<>(desk.bars());
    others.addAll(pending.bars());
    others.addAll(feeds.bars());
    inputs.arrange(instances.running(), others, feeds::want);
    rearranged = true;
  }

  /** Once the bars are at rest: changes may come in the middle of their closing. */
  private void settle() {
    if (rearranged) {
      rearranged = false;
      if (state.series != null) {
        state.series.want(inputs.bars());
      }
    }
  }
}
