package io.alphaflow.common.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All bars of one instrument, from its trades in order of id and the times that its log reaches.
 *
 * <p>A bar of time is made of the finest bars, and those of trades: {@code 5m} of {@code 1m} of
 * {@code 1s}, so each trade is looked at once. It is closed when time reaches its end, by a trade
 * or by {@link #advance}, never by a clock, so the same log gives the same bars. An interval
 * without a trade has no bar. Bars are given out finest first. A bar of ticks or volume is closed
 * by the trade that completes it, which is never split.
 *
 * <p>Constant memory. Serialised by {@link io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class BarSeries {

  private static final Comparator<BarSpec> ORDER =
      Comparator.comparing(BarSpec::kind).thenComparingLong(BarSpec::size);

  private String instrument = "";
  private final List<BarLevel> levels = new ArrayList<>();
  private boolean started;
  private long lastTradeId = -1;

  /** Latest time of a trade, epoch microseconds UTC. */
  private long latest = Long.MIN_VALUE;

  /** Everything before it is closed, epoch microseconds UTC. */
  private long reached = Long.MIN_VALUE;

  /** The time that closes the next bar of trades at the earliest. */
  private long next = Long.MIN_VALUE;

  /** For the codec. */
  BarSeries() {}

  /**
   * A series that has seen nothing.
   *
   * @param instrument {@code venue:BASE/QUOTE}
   * @param specs the bars that are wanted, in any order
   * @param fromBeginning whether the first trade is where the bars should begin; if not, the bars
   *     of time that it falls into may lack earlier trades and are not given out
   */
  public BarSeries(String instrument, List<BarSpec> specs, boolean fromBeginning) {
    this.instrument = instrument;
    this.started = fromBeginning;
    arrange(specs);
  }

  /** A series of bars from the first trade on. */
  public BarSeries(String instrument, List<BarSpec> specs) {
    this(instrument, specs, true);
  }

  /**
   * Changes the wanted bars. Those under construction that are wanted still go on, whatever comes
   * and goes beside them; new ones of time begin with the first that can be whole.
   */
  public void want(List<BarSpec> specs) {
    if (!specs.stream()
        .sorted(ORDER)
        .toList()
        .equals(levels.stream().map(BarLevel::spec).toList())) {
      arrange(specs);
    }
  }

  private void arrange(List<BarSpec> specs) {
    List<BarSpec> wanted = specs.stream().distinct().sorted(ORDER).toList();
    for (int i = levels.size() - 1; i >= 0; i--) {
      if (!wanted.contains(levels.get(i).spec())) {
        BarLevel gone = levels.remove(i);
        levels.forEach(level -> level.takeOver(gone));
      }
    }
    Map<BarSpec, BarLevel> known = new LinkedHashMap<>();
    levels.forEach(level -> known.put(level.spec(), level));
    levels.clear();
    for (BarSpec spec : wanted) {
      BarLevel level = known.get(spec);
      if (level == null) {
        level = new BarLevel(spec, finer(spec));
        if (latest != Long.MIN_VALUE && spec.isTime()) {
          level.beginAfter(Math.max(latest, reached));
        }
      }
      levels.add(level);
    }
    next = Long.MIN_VALUE;
  }

  /** The coarsest of the levels so far that it can be made of. */
  private String finer(BarSpec spec) {
    String finer = "";
    for (BarLevel level : levels) {
      if (spec.isTime() && level.spec().isTime() && spec.size() % level.spec().size() == 0) {
        finer = level.spec().label();
      }
    }
    return finer;
  }

  /** Whether a trade with this id was not seen before; it is from now on, and all before it. */
  public boolean isNew(long tradeId) {
    if (tradeId <= lastTradeId) {
      return false;
    }
    lastTradeId = tradeId;
    return true;
  }

  /** Whether a trade of this time belongs into a bar that was closed already. */
  public boolean isLate(long exchangeTime) {
    return exchangeTime < reached;
  }

  /** The time before which all bars are closed, epoch microseconds UTC. */
  public long reached() {
    return reached;
  }

  /**
   * Adds a trade and gives out the bars that it closes.
   *
   * @throws IllegalArgumentException when the trade is late
   */
  public void add(Trade trade, Consumer<Bar> out) {
    long time = trade.exchangeTime();
    if (isLate(time)) {
      throw new IllegalArgumentException("late for the bars before " + reached + ": " + trade);
    }
    start(time);
    latest = Math.max(latest, time);
    close(time, trade.tradeId(), out);
    for (int i = 0; i < levels.size(); i++) {
      BarLevel level = levels.get(i);
      if (level.isOfTrades()) {
        level.content().add(trade, level.spec().isTime() ? level.spec().openTime(time) : time);
        if (level.isFull()) {
          out.accept(level.close(instrument, trade.tradeId()));
        }
      }
    }
  }

  /**
   * No trade earlier than this time follows: gives out the bars that are complete by it.
   *
   * @param time epoch microseconds UTC; one that was reached before changes nothing
   */
  public void advance(long time, Consumer<Bar> out) {
    if (started || reached != Long.MIN_VALUE) {
      close(time, 0, out);
    }
  }

  private void start(long time) {
    if (!started && reached == Long.MIN_VALUE) {
      levels.stream().filter(level -> level.spec().isTime()).forEach(l -> l.beginAfter(time));
    }
    started = true;
  }

  private void close(long time, long closedBy, Consumer<Bar> out) {
    if (time < next) {
      return;
    }
    next = Long.MAX_VALUE;
    for (int i = 0; i < levels.size() && levels.get(i).spec().isTime(); i++) {
      BarLevel level = levels.get(i);
      BarContent content = level.content();
      if (!content.isEmpty() && level.end() <= time) {
        handOn(level);
        boolean whole = level.isWhole();
        Bar bar = level.close(instrument, closedBy);
        if (whole) {
          out.accept(bar);
        }
      }
      if (level.isOfTrades()) {
        long openTime = level.spec().openTime(time);
        reached = Math.max(reached, openTime);
        next = Math.min(next, openTime + level.spec().size());
      }
    }
  }

  /** To the levels that are made of this one; they stand behind it and are closed after it. */
  private void handOn(BarLevel from) {
    String label = from.spec().label();
    for (BarLevel level : levels) {
      if (level.madeOf().equals(label)) {
        long openTime = from.content().openTime();
        level.content().add(from.content(), level.spec().openTime(openTime));
      }
    }
  }

  /** Gives out the bars under construction as they are, finest first; changes nothing. */
  public void open(Consumer<Bar> out) {
    Map<String, BarContent> sums = new HashMap<>();
    for (BarLevel level : levels) {
      BarContent sum = new BarContent();
      sum.add(level.content(), level.content().openTime());
      BarContent finer = sums.get(level.madeOf());
      if (finer != null && !finer.isEmpty()) {
        sum.add(finer, level.spec().openTime(finer.openTime()));
      }
      sums.put(level.spec().label(), sum);
      if (!sum.isEmpty()) {
        out.accept(level.bar(instrument, sum, 0));
      }
    }
  }
}
