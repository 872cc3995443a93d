package io.alphaflow.common.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Bars by grouping all trades and summing in {@link BigDecimal}: slow, and plain to see. */
public final class NaiveBars {

  private NaiveBars() {}

  /** All bars that a later trade closed, of one instrument's trades in order of id. */
  public static List<Bar> closed(List<Trade> trades, String label, long micros) {
    SortedMap<Long, List<Trade>> groups = new TreeMap<>();
    for (Trade trade : trades) {
      groups
          .computeIfAbsent(Math.floorDiv(trade.exchangeTime(), micros), g -> new ArrayList<>())
          .add(trade);
    }
    List<Bar> bars = new ArrayList<>();
    List<Long> numbers = new ArrayList<>(groups.keySet());
    for (int i = 0; i + 1 < numbers.size(); i++) {
      List<Trade> group = groups.get(numbers.get(i));
      Trade closedBy = groups.get(numbers.get(i + 1)).get(0);
      bars.add(
          bar(numbers.get(i), group, label, numbers.get(i) * micros, micros, closedBy.tradeId()));
    }
    return bars;
  }

  private static Bar bar(
      long sequence, List<Trade> group, String label, long open, long micros, long closedBy) {
    Comparator<Trade> byPrice = Comparator.comparing(t -> Fixed8.toBigDecimal(t.price()));
    return new Bar(
        group.get(0).instrument(),
        label,
        sequence,
        open,
        open + micros,
        group.get(0).price(),
        group.stream().max(byPrice).orElseThrow().price(),
        group.stream().min(byPrice).orElseThrow().price(),
        group.get(group.size() - 1).price(),
        sum(group, t -> Fixed8.toBigDecimal(t.quantity())),
        sum(group, t -> Fixed8.toBigDecimal(t.price()).multiply(Fixed8.toBigDecimal(t.quantity()))),
        group.size(),
        sum(
            group.stream().filter(t -> !t.buyerIsMaker()).toList(),
            t -> Fixed8.toBigDecimal(t.quantity())),
        closedBy);
  }

  private static long sum(Collection<Trade> trades, Function<Trade, BigDecimal> of) {
    BigDecimal sum = trades.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Fixed8.ofBigDecimal(sum.setScale(8, RoundingMode.HALF_UP));
  }
}
