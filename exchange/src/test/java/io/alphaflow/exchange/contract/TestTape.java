package io.alphaflow.exchange.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A public market without any venue's protocol: trades with ids that follow each other, and a book
 * that changes. Not thread-safe: a server has one thread.
 */
final class TestTape {

  /** A trade. */
  record TapeTrade(long id, BigDecimal price, BigDecimal size, boolean buyerTook, Instant at) {}

  /** A change of a level. */
  record Change(boolean bid, BigDecimal price, BigDecimal quantity) {}

  private final Random random = new Random(7);
  final List<TapeTrade> trades = new ArrayList<>();
  final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
  final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

  TestTape() {
    for (int i = 0; i < 5; i++) {
      bids.put(new BigDecimal(99 - i), BigDecimal.ONE);
      asks.put(new BigDecimal(101 + i), BigDecimal.ONE);
    }
    trade();
  }

  TapeTrade trade() {
    TapeTrade trade =
        new TapeTrade(
            1_000_000 + trades.size(),
            new BigDecimal(random.nextInt(9_900, 10_100)).movePointLeft(2),
            new BigDecimal(random.nextInt(1, 9_999)).movePointLeft(4),
            random.nextBoolean(),
            TestMarket.now());
    trades.add(trade);
    return trade;
  }

  /** Changes a level on each side; one of them may be removed. */
  List<Change> change() {
    List<Change> changes = new ArrayList<>();
    for (boolean bid : new boolean[] {true, false}) {
      TreeMap<BigDecimal, BigDecimal> side = bid ? bids : asks;
      int distance = random.nextInt(5);
      BigDecimal price = new BigDecimal(bid ? 99 - distance : 101 + distance);
      boolean removes = side.containsKey(price) && side.size() > 2 && random.nextInt(3) == 0;
      BigDecimal quantity =
          removes ? BigDecimal.ZERO : new BigDecimal(random.nextInt(1, 9_999)).movePointLeft(4);
      if (removes) {
        side.remove(price);
      } else {
        side.put(price, quantity);
      }
      changes.add(new Change(bid, price, quantity));
    }
    return changes;
  }
}
