package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the instances of an instrument are shown: bars by interval, trades and quotes, and the
 * indicators over them. An indicator that several of them want is there once.
 */
final class InstrumentInputs {

  private static final RunningInstance<?>[] NOBODY = {};

  private final Map<String, BarTrack> tracks = new TreeMap<>();
  private final IndicatorBank tradeBank;
  private final IndicatorBank quoteBank;
  private final Candle candle = new Candle();

  private List<BarSpec> bars = List.of();
  private RunningInstance<?>[] onTrades = NOBODY;
  private RunningInstance<?>[] onQuotes = NOBODY;
  private boolean usesTrades;
  private boolean usesQuotes;

  /** As {@link #store} wrote them. */
  InstrumentInputs(InstrumentState state) {
    tradeBank = IndicatorBank.restore(state.tradeIndicators);
    quoteBank = IndicatorBank.restore(state.quoteIndicators);
    state.tracks.forEach(
        (interval, stored) ->
            tracks.put(interval, new BarTrack(state.instrument, interval, stored)));
  }

  void store(InstrumentState state) {
    state.tracks.clear();
    tracks.forEach((interval, track) -> state.tracks.put(interval, track.store()));
    state.tradeIndicators = new TreeMap<>(tradeBank.encode());
    state.quoteIndicators = new TreeMap<>(quoteBank.encode());
  }

  /** The closed bars of an interval, from now on if there were none. */
  BarTrack track(String interval) {
    return tracks.computeIfAbsent(interval, i -> new BarTrack());
  }

  /**
   * The bars up to now that warm up what a change brings, as far as they are known without a hole.
   *
   * @param reached time before which all bars are closed, epoch microseconds UTC
   */
  GivenHistory history(StrategyChange change, String instrument, long reached) {
    track(change.interval());
    return GivenHistory.join(
        Changes.history(change, instrument), BarSpec.parse(change.interval()), tracks, reached);
  }

  /**
   * Feeds history to the indicators of an instance that are new. One that is there but not ready
   * has shown nothing to anybody: it is replaced when history makes it ready.
   */
  void warm(RunningInstance<?> instance, List<Bar> history) {
    IndicatorBank bank = track(instance.definition().interval()).bank();
    for (Wanted wanted : instance.inputs().indicators()) {
      if (wanted.spec().feed() == IndicatorSpec.Feed.BARS) {
        bank.warm(wanted.spec(), history);
      }
    }
  }

  /**
   * Puts everything in order after the instances have changed.
   *
   * @param instances all that run, also those that are shown nothing now
   * @param others bars that are built for others than them
   * @param isFed whether others are told the bars of an interval
   */
  void arrange(
      Collection<RunningInstance<?>> instances, Set<BarSpec> others, Predicate<String> isFed) {
    Map<IndicatorBank, Set<IndicatorSpec>> wanted = bind(instances);
    Set<BarSpec> built = new LinkedHashSet<>(others);
    instances.forEach(instance -> built.add(BarSpec.parse(instance.definition().interval())));
    bars = List.copyOf(built);
    List<String> intervals = bars.stream().map(BarSpec::label).toList();
    tracks.keySet().retainAll(intervals);
    intervals.forEach(this::track);
    retain(wanted);
    show(instances, isFed);
    usesTrades = wanted.containsKey(tradeBank) || onTrades.length > 0;
    usesQuotes = wanted.containsKey(quoteBank) || onQuotes.length > 0;
  }

  /** Gives the instances their indicators; returns which are wanted of each bank. */
  private Map<IndicatorBank, Set<IndicatorSpec>> bind(Collection<RunningInstance<?>> instances) {
    Map<IndicatorBank, Set<IndicatorSpec>> wanted = new IdentityHashMap<>();
    for (RunningInstance<?> instance : instances) {
      List<LiveIndicator> bound = new ArrayList<>();
      for (Wanted indicator : instance.inputs().indicators()) {
        IndicatorSpec spec = indicator.spec();
        IndicatorBank bank = bank(spec.feed(), instance.definition().interval());
        wanted.computeIfAbsent(bank, b -> new HashSet<>()).add(spec);
        bound.add(bank.get(spec));
      }
      instance.bind(bound.toArray(LiveIndicator[]::new));
    }
    return wanted;
  }

  private void retain(Map<IndicatorBank, Set<IndicatorSpec>> wanted) {
    for (BarTrack track : tracks.values()) {
      track.bank().retain(wanted.getOrDefault(track.bank(), Set.of()));
    }
    tradeBank.retain(wanted.getOrDefault(tradeBank, Set.of()));
    quoteBank.retain(wanted.getOrDefault(quoteBank, Set.of()));
  }

  private IndicatorBank bank(IndicatorSpec.Feed feed, String interval) {
    return switch (feed) {
      case BARS -> track(interval).bank();
      case TRADES -> tradeBank;
      case QUOTES -> quoteBank;
    };
  }

  private void show(Collection<RunningInstance<?>> instances, Predicate<String> isFed) {
    List<RunningInstance<?>> active = new ArrayList<>(instances);
    active.removeIf(instance -> !instance.isActive());
    onTrades = those(active, instance -> instance.inputs().wantsTrades());
    onQuotes = those(active, instance -> instance.inputs().wantsQuotes());
    tracks.forEach(
        (interval, track) -> {
          Predicate<RunningInstance<?>> seesIt = i -> i.definition().interval().equals(interval);
          boolean used = instances.stream().anyMatch(seesIt);
          track.feeds(used);
          track.keepLong(used || isFed.test(interval));
          track.showTo(those(active, seesIt));
        });
  }

  private static RunningInstance<?>[] those(
      List<RunningInstance<?>> instances, Predicate<RunningInstance<?>> wanted) {
    return instances.stream().filter(wanted).toArray(RunningInstance<?>[]::new);
  }

  /** The bars that must be built. */
  List<BarSpec> bars() {
    return bars;
  }

  /** Whether trades are of use to anybody. */
  boolean useTrades() {
    return usesTrades;
  }

  /** Whether quotes are of use to anybody. */
  boolean useQuotes() {
    return usesQuotes;
  }

  /** Shows a closed bar. */
  void onBar(Bar bar, SignalOutput out) {
    BarTrack track = tracks.get(bar.interval());
    if (track != null) {
      track.onBar(bar, candle, out);
    }
  }

  /** Shows a trade. */
  void onTrade(Trade trade, SignalOutput out) {
    tradeBank.onTrade(trade);
    for (RunningInstance<?> instance : onTrades) {
      instance.onTrade(trade, out);
    }
  }

  /** Shows a top of book. */
  void onQuote(Quote quote, SignalOutput out) {
    quoteBank.onQuote(quote);
    for (RunningInstance<?> instance : onQuotes) {
      instance.onQuote(quote, out);
    }
  }
}
