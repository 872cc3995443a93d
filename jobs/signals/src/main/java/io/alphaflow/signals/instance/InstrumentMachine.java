package io.alphaflow.signals.instance;

import io.alphaflow.common.bar.BarSeries;
import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private static final RecordCodec<StrategyChange> CHANGES = Topics.STRATEGIES.codec();

  private final Desk desk;
  private final InstrumentState state;
  private final List<String> legs;
  private final Lifecycle lifecycle;
  private final SortedMap<String, RunningInstance<?>> instances = new TreeMap<>();
  private final List<PendingChange> pending = new ArrayList<>();
  private final Map<String, BarTrack> tracks = new TreeMap<>();
  private final IndicatorBank tradeBank;
  private final IndicatorBank quoteBank;
  private final Candle candle = new Candle();
  private final Consumer<Bar> bars = this::onBar;

  private List<BarSpec> specs = List.of();
  private RunningInstance<?>[] tradeInstances = {};
  private RunningInstance<?>[] quoteInstances = {};
  private boolean usesTrades;
  private boolean usesQuotes;
  private long nextChange = Long.MAX_VALUE;
  private Optional<Quote> quote = Optional.empty();
  private long trigger;
  private long eventTime;
  private boolean rearranged;
  private boolean mayBeUntold = true;
  private LegFeed[] feeds = {};
  private long told = Long.MIN_VALUE;
  private SignalOutput out;

  private InstrumentMachine(InstrumentState state, Desk desk) {
    this.state = state;
    this.desk = desk;
    this.legs = List.of(state.instrument);
    this.lifecycle =
        new Lifecycle(
            desk,
            legs,
            definition -> new View(this, track(definition.interval())),
            () -> eventTime);
    this.tradeBank = IndicatorBank.restore(state.tradeIndicators);
    this.quoteBank = IndicatorBank.restore(state.quoteIndicators);
    state.tracks.forEach(
        (interval, stored) ->
            tracks.put(interval, new BarTrack(state.instrument, interval, stored)));
    if (state.quote.length > 0) {
      quote = Optional.of(PackedQuote.unpack(state.instrument, state.quote));
    }
    for (PendingChange.Stored stored : state.pending) {
      pending.add(PendingChange.restore(stored, state.instrument));
    }
    configure();
    state.instances.forEach(this::revive);
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

  /** What the configuration says now takes effect with the next entry. */
  private void configure() {
    Set<String> here = new LinkedHashSet<>();
    List<PendingChange> changes = new ArrayList<>();
    for (StrategyInstance instance : desk.configured(state.instrument)) {
      here.add(instance.id());
      InstanceState stored = state.instances.get(instance.id());
      boolean changed = stored == null || stored.gone || !stored.madeFor(instance);
      if (changed && (stored == null || stored.version == 0)) {
        changes.add(pendingOf(Definitions.configured(instance)));
      }
    }
    state.instances.forEach(
        (id, stored) -> {
          if (stored.version == 0 && !stored.gone && !here.contains(id)) {
            changes.add(pendingOf(Definitions.removed(id, stored)));
          }
        });
    pending.addAll(0, changes);
  }

  private PendingChange pendingOf(StrategyChange configured) {
    return new PendingChange(configured, List.of(), 0, false);
  }

  private void revive(String id, InstanceState stored) {
    if (stored.gone) {
      return;
    }
    StrategyInstance definition = Definitions.stored(id, stored, List.of());
    try {
      instances.put(id, lifecycle.make(definition, stored));
    } catch (RuntimeException | LinkageError e) {
      // Tried again with the next entry, where there is somebody to tell that it fails.
      if (!stored.stopped) {
        pending.add(pendingOf(Definitions.again(id, stored, legs)));
      }
    }
  }

  /** The instrument. */
  public String instrument() {
    return state.instrument;
  }

  /** Sends closed bars and the time that is reached to these groups from now on. */
  public void feed(List<LegFeed> groups) {
    feeds = groups.stream().filter(feed -> !feed.isOver(reached())).toArray(LegFeed[]::new);
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
    return state.instances.containsKey(id)
        || pending.stream().anyMatch(change -> change.change().id().equals(id));
  }

  /**
   * The state; equal states give equal bytes. An instance whose state cannot be stored is stopped;
   * the next entry tells so.
   */
  public byte[] encode() {
    instances.values().forEach(RunningInstance::store);
    mayBeUntold = true;
    state.tracks.clear();
    tracks.forEach((interval, track) -> state.tracks.put(interval, track.store()));
    state.tradeIndicators = new TreeMap<>(tradeBank.encode());
    state.quoteIndicators = new TreeMap<>(quoteBank.encode());
    state.quote = quote.map(PackedQuote::pack).orElse(new long[0]);
    state.pending.clear();
    for (PendingChange change : pending) {
      // What the configuration says is read from there again.
      if (change.change().version() > 0) {
        state.pending.add(change.store(CHANGES.encode(change.change())));
      }
    }
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
    if (usesTrades) {
      trigger = trade.tradeId();
      tradeBank.onTrade(trade);
      for (RunningInstance<?> instance : tradeInstances) {
        instance.onTrade(trade, output);
      }
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
    boolean due = heartbeat.time() >= nextChange;
    if (state.series == null && !due && feeds.length == 0) {
      return false;
    }
    if (!heartbeat.except().isEmpty() && heartbeat.except().contains(state.instrument)) {
      return false;
    }
    begin(output);
    long reached = reached();
    if (state.series != null) {
      state.series.advance(heartbeat.time(), bars);
    } else if (feeds.length > 0) {
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
    if (usesQuotes) {
      quote = Optional.of(next);
      trigger = state.lastTradeId;
      quoteBank.onQuote(next);
      for (RunningInstance<?> instance : quoteInstances) {
        instance.onQuote(next, output);
      }
    }
    settle();
    return true;
  }

  /** Everything that comes begins here. */
  private void begin(SignalOutput output) {
    out = output;
    if (mayBeUntold) {
      mayBeUntold = false;
      state.instances.forEach(
          (id, stored) -> RunningInstance.tell(id, stored, legs, Math.max(state.time, 0), out));
    }
  }

  private BarSeries series(boolean fromBeginning) {
    if (state.series == null) {
      state.series = new BarSeries(state.instrument, specs, fromBeginning);
    }
    return state.series;
  }

  private void onBar(Bar bar) {
    advance(bar.closeTime());
    BarTrack track = tracks.get(bar.interval());
    if (track == null) {
      return;
    }
    track.add(bar);
    if (!pending.isEmpty()) {
      for (PendingChange change : pending) {
        if (change.needs(bar.interval())) {
          change.add(bar);
        }
      }
    }
    if (track.feeds()) {
      track.bank().onBar(candle.set(bar));
    }
    RunningInstance<?>[] here = track.instances();
    if (here.length > 0) {
      trigger = bar.closedBy();
      for (RunningInstance<?> instance : here) {
        instance.onBar(bar, out);
      }
    }
    track.trim();
    for (LegFeed feed : feeds) {
      if (feed.wants(bar.interval())) {
        out.leg(new LegEvent.Closed(feed.group(), feed.leg(), bar));
      }
    }
  }

  /** Tells the groups the time that is reached, when it is that of another bar of theirs. */
  private void progress() {
    if (feeds.length == 0) {
      return;
    }
    long reached = reached();
    if (reached > told) {
      for (LegFeed feed : feeds) {
        if (feed.passes(told, reached)) {
          out.leg(new LegEvent.Progress(feed.group(), feed.leg(), reached));
        }
      }
      told = reached;
      if (Arrays.stream(feeds).anyMatch(feed -> feed.isOver(reached))) {
        // Its end has come: what was built for it only is built no more.
        feed(List.of(feeds));
      }
    }
  }

  private void advance(long time) {
    eventTime = time;
    if (time > state.time) {
      state.time = time;
    }
    if (state.time >= nextChange) {
      applyDue();
    }
  }

  /**
   * Takes a change that was accepted, with all parameters resolved; what concerns other instruments
   * ends the instance here.
   */
  public void onChange(StrategyChange change, SignalOutput output) {
    begin(output);
    eventTime = state.time;
    applyDue();
    StrategyChange here = Changes.on(change, state.instrument);
    if (Changes.runs(here, state.instrument) && !runs(change.id())) {
      long now = Math.max(state.time, 0);
      out.alert(RunningInstance.added(here, legs, now, "its time and its next event"));
    }
    pending.add(prepared(here));
    arrange();
    applyDue();
    settle();
  }

  private boolean runs(String id) {
    InstanceState stored = state.instances.get(id);
    return stored != null && !stored.gone;
  }

  /** A change with all the bars up to here that are known without a hole. */
  private PendingChange prepared(StrategyChange change) {
    StrategyChange bare = Changes.withoutHistory(change);
    if (!Changes.runs(change, state.instrument)) {
      return new PendingChange(bare, List.of(), 0, false);
    }
    List<Bar> given = Changes.history(change, state.instrument);
    track(change.interval());
    GivenHistory joined =
        GivenHistory.join(given, BarSpec.parse(change.interval()), tracks, reached());
    int kept = Math.max(joined.bars().size(), Definitions.warmUp(desk.catalog(), change));
    return new PendingChange(bare, joined.bars(), kept, joined.isCold());
  }

  private void applyDue() {
    long now = Math.max(state.time, 0);
    boolean any = false;
    for (PendingChange change : List.copyOf(pending)) {
      if (change.isDue(now)) {
        pending.remove(change);
        apply(change);
        any = true;
      }
    }
    if (any) {
      arrange();
    }
  }

  private void apply(PendingChange due) {
    StrategyChange change = due.change();
    InstanceState stored =
        state.instances.computeIfAbsent(
            change.id(),
            id -> {
              InstanceState fresh = new InstanceState();
              fresh.gone = true;
              return fresh;
            });
    if (change.version() < stored.version) {
      return;
    }
    stored.version = change.version();
    Optional<RunningInstance<?>> running = Optional.ofNullable(instances.get(change.id()));
    if (change.action() == StrategyChange.Action.PAUSE) {
      lifecycle.pause(stored, running, out);
    } else if (Changes.runs(change, state.instrument)) {
      // What the configuration brings has no history of its own.
      List<Bar> history =
          change.version() == 0
              ? track(change.interval()).join(List.of()).orElse(List.of())
              : due.history();
      lifecycle
          .run(change, stored, running, history.size(), due.isCold(), out)
          .ifPresent(
              next -> {
                instances.put(change.id(), next);
                warm(next, history);
              });
      if (stored.stopped) {
        instances.remove(change.id());
      }
    } else if (!stored.gone) {
      lifecycle.end(stored, running, out);
      instances.remove(change.id());
    }
  }

  /**
   * Feeds history to the indicators that are new, and to the strategy's own statistics. One that is
   * there but not ready has shown nothing to anybody: it is replaced when history makes it ready.
   */
  private void warm(RunningInstance<?> instance, List<Bar> history) {
    BarTrack track = track(instance.definition().interval());
    for (Wanted wanted : instance.inputs().indicators()) {
      IndicatorSpec spec = wanted.spec();
      if (spec.feed() == IndicatorSpec.Feed.BARS) {
        track.bank().warm(spec, history);
      }
    }
    OwnWarmUp.run(instance, List.of(history), out);
  }

  private BarTrack track(String interval) {
    return tracks.computeIfAbsent(interval, i -> new BarTrack());
  }

  /** Puts everything in order after the instances have changed. */
  private void arrange() {
    Set<BarSpec> wanted = new LinkedHashSet<>(desk.bars());
    Map<String, Set<IndicatorSpec>> onBars = new TreeMap<>();
    Set<IndicatorSpec> onTrades = new LinkedHashSet<>();
    Set<IndicatorSpec> onQuotes = new LinkedHashSet<>();
    Map<String, List<RunningInstance<?>>> byInterval = new TreeMap<>();
    List<RunningInstance<?>> byTrades = new ArrayList<>();
    List<RunningInstance<?>> byQuotes = new ArrayList<>();
    for (RunningInstance<?> instance : instances.values()) {
      String interval = instance.definition().interval();
      wanted.add(BarSpec.parse(interval));
      Set<IndicatorSpec> ofBars = onBars.computeIfAbsent(interval, i -> new LinkedHashSet<>());
      List<LiveIndicator> bound = new ArrayList<>();
      for (Wanted indicator : instance.inputs().indicators()) {
        IndicatorSpec spec = indicator.spec();
        IndicatorBank bank =
            switch (spec.feed()) {
              case BARS -> track(interval).bank();
              case TRADES -> tradeBank;
              case QUOTES -> quoteBank;
            };
        (spec.feed() == IndicatorSpec.Feed.BARS
                ? ofBars
                : spec.feed() == IndicatorSpec.Feed.TRADES ? onTrades : onQuotes)
            .add(spec);
        bound.add(bank.get(spec));
      }
      instance.bind(bound.toArray(LiveIndicator[]::new));
      List<RunningInstance<?>> seen = byInterval.computeIfAbsent(interval, i -> new ArrayList<>());
      if (instance.isActive()) {
        seen.add(instance);
        if (instance.inputs().wantsTrades()) {
          byTrades.add(instance);
        }
        if (instance.inputs().wantsQuotes()) {
          byQuotes.add(instance);
        }
      }
    }
    nextChange = Long.MAX_VALUE;
    for (PendingChange change : pending) {
      nextChange = Math.min(nextChange, change.change().effectiveTime());
      if (Changes.runs(change.change(), state.instrument)) {
        wanted.add(BarSpec.parse(change.change().interval()));
      }
    }
    for (LegFeed feed : feeds) {
      wanted.addAll(feed.bars());
    }
    specs = List.copyOf(wanted);
    Set<String> built = new LinkedHashSet<>();
    specs.forEach(spec -> built.add(spec.label()));
    tracks.keySet().retainAll(built);
    built.forEach(this::track);
    tracks.forEach(
        (interval, track) -> {
          track.bank().retain(onBars.getOrDefault(interval, Set.of()));
          track.feeds(onBars.containsKey(interval));
          track.showTo(byInterval.getOrDefault(interval, List.of()));
          track.keepLong(onBars.containsKey(interval) || isFed(interval));
        });
    tradeBank.retain(onTrades);
    quoteBank.retain(onQuotes);
    tradeInstances = byTrades.toArray(RunningInstance<?>[]::new);
    quoteInstances = byQuotes.toArray(RunningInstance<?>[]::new);
    usesTrades = !onTrades.isEmpty() || !byTrades.isEmpty();
    usesQuotes = !onQuotes.isEmpty() || !byQuotes.isEmpty();
    rearranged = true;
  }

  private boolean isFed(String interval) {
    return Arrays.stream(feeds).anyMatch(feed -> feed.wants(interval));
  }

  /** Once the bars are at rest: changes may come in the middle of their closing. */
  private void settle() {
    if (rearranged) {
      rearranged = false;
      if (state.series != null) {
        state.series.want(specs);
      }
    }
  }

  /** What the instances of an interval can look at. */
  private record View(InstrumentMachine machine, BarTrack track) implements Surroundings {

    @Override
    public long time() {
      return machine.eventTime;
    }

    @Override
    public Optional<Bar> bar(int leg) {
      return track.last();
    }

    @Override
    public Optional<Quote> quote() {
      return machine.quote;
    }

    @Override
    public long trigger(int leg) {
      return machine.trigger;
    }
  }
}
