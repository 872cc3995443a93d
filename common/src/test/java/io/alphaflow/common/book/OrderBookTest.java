package io.alphaflow.common.book;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrderBookTest {

  private final OrderBook book = new OrderBook(3);

  @Test
  void emptyBookHasNoBestNoDepthAndIsNotCrossed() {
    assertThat(book.bids().bestPrice()).isZero();
    assertThat(book.asks().bestQuantity()).isZero();
    assertThat(book.bids().depth(5)).isZero();
    assertThat(book.imbalance(5)).isZero();
    assertThat(book.isCrossed()).isFalse();
    assertThat(book.levelsUntilHole()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void highestBidAndLowestAskAreBest() {
    book.set(BUY, 100, 1);
    book.set(BUY, 102, 2);
    book.set(BUY, 101, 3);
    book.set(SELL, 105, 4);
    book.set(SELL, 104, 5);
    assertThat(book.bids().bestPrice()).isEqualTo(102);
    assertThat(book.bids().price(1)).isEqualTo(101);
    assertThat(book.bids().quantity(2)).isEqualTo(1);
    assertThat(book.asks().bestPrice()).isEqualTo(104);
    assertThat(book.asks().price(1)).isEqualTo(105);
    assertThat(book.asks().quantityAt(105)).isEqualTo(4);
    assertThat(book.asks().quantityAt(106)).isZero();
  }

  @Test
  void zeroRemovesALevelAndAnUnknownOneStaysAway() {
    book.set(BUY, 100, 1);
    book.set(BUY, 100, 0);
    book.set(BUY, 99, 0);
    assertThat(book.bids().size()).isZero();
  }

  @Test
  void depthAndImbalanceAddUpTheBestLevels() {
    book.set(BUY, 100, 10);
    book.set(BUY, 99, 20);
    book.set(BUY, 98, 1_000);
    book.set(SELL, 101, 10);
    assertThat(book.bids().depth(2)).isEqualTo(30);
    assertThat(book.asks().depth(2)).isEqualTo(10);
    assertThat(book.imbalance(2)).isEqualTo(0.5);
    assertThat(book.bids().depth(0)).isZero();
  }

  @Test
  void depthBeyondALongIsTheLargestLong() {
    book.set(BUY, 100, Long.MAX_VALUE);
    book.set(BUY, 99, Long.MAX_VALUE);
    book.set(SELL, 101, 1);
    assertThat(book.bids().depth(2)).isEqualTo(Long.MAX_VALUE);
    assertThat(book.imbalance(2)).isBetween(0.99, 1.0);
  }

  @Test
  void worstLevelGoesWhenASideIsFullAndTheHoleIsTold() {
    for (long price = 100; price <= 103; price++) {
      book.set(BUY, price, price);
    }
    assertThat(book.bids().size()).isEqualTo(3);
    assertThat(book.bids().quantityAt(100)).isZero();
    assertThat(book.bids().isTruncated()).isTrue();
    assertThat(book.bids().knownLevels()).isEqualTo(3);

    book.set(BUY, 103, 0);
    book.set(BUY, 102, 0);
    book.set(BUY, 99, 5);
    assertThat(book.bids().size()).isEqualTo(2);
    assertThat(book.bids().knownLevels()).as("between 101 and 99 was a level").isEqualTo(1);
    assertThat(book.asks().isTruncated()).isFalse();
    assertThat(book.levelsUntilHole()).isEqualTo(1);
  }

  @Test
  void levelWorseThanAFullSideIsNotTakenButTold() {
    for (long price = 101; price <= 103; price++) {
      book.set(SELL, price, 1);
    }
    assertThat(book.asks().isTruncated()).isFalse();
    book.set(SELL, 104, 1);
    assertThat(book.asks().size()).isEqualTo(3);
    assertThat(book.asks().isTruncated()).isTrue();
    assertThat(book.asks().knownLevels()).isEqualTo(3);
  }

  @Test
  void touchingPricesAreCrossed() {
    book.set(BUY, 100, 1);
    book.set(SELL, 100, 1);
    assertThat(book.isCrossed()).isTrue();
    book.clear();
    assertThat(book.isCrossed()).isFalse();
    assertThat(book.bids().size()).isZero();
  }

  @Test
  void refusesWhatNoVenueHas() {
    assertThatThrownBy(() -> book.set(BUY, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("price above 0");
    assertThatThrownBy(() -> book.set(SELL, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> book.bids().price(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new OrderBook(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
