package io.alphaflow.simulator.matching.book;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.book.OrderBook.Visitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every book must do. */
abstract class OrderBookContract {

  private final OrderBook book = newBook();

  abstract OrderBook newBook();

  /** Takes up to a quantity; what it met, as {@code id@price×taken}. */
  private List<String> take(Side side, long limit, long quantity) {
    List<String> met = new ArrayList<>();
    long[] left = {quantity};
    book.walk(
        side,
        limit,
        (id, price, shown) -> {
          if (left[0] == 0) {
            return Visitor.STOP;
          }
          long taken = Math.min(left[0], shown);
          left[0] -= taken;
          met.add(id + "@" + price + "×" + taken);
          return taken;
        });
    return met;
  }

  @Test
  void givesTheBestPriceFirstAndAtOnePriceWhoCameFirst() {
    book.add(SELL, 1, 102, 5, 5);
    book.add(SELL, 2, 101, 5, 5);
    book.add(SELL, 3, 101, 5, 5);
    assertThat(book.best(SELL)).isEqualTo(101);
    assertThat(take(SELL, 110, 12)).containsExactly("2@101×5", "3@101×5", "1@102×2");
    assertThat(book.levels(SELL, 10)).containsExactly(102, 3);
    book.add(BUY, 4, 99, 1, 1);
    book.add(BUY, 5, 100, 1, 1);
    assertThat(take(BUY, 1, 2)).containsExactly("5@100×1", "4@99×1");
    assertThat(book.best(BUY)).isZero();
  }

  @Test
  void stopsAtTheLimitWhichIsIncluded() {
    book.add(SELL, 1, 101, 5, 5);
    book.add(SELL, 2, 102, 5, 5);
    book.add(SELL, 3, 103, 5, 5);
    assertThat(take(SELL, 102, 100)).containsExactly("1@101×5", "2@102×5");
    assertThat(book.size()).isEqualTo(1);
  }

  @Test
  void leavesWhatIsSkippedAndEndsWhenTold() {
    book.add(BUY, 1, 100, 5, 5);
    book.add(BUY, 2, 100, 6, 6);
    book.add(BUY, 3, 99, 7, 7);
    List<Long> met = new ArrayList<>();
    book.walk(
        BUY,
        1,
        (id, price, shown) -> {
          met.add(id);
          return id == 1 ? 0 : id == 2 ? Visitor.ALL : Visitor.STOP;
        });
    assertThat(met).containsExactly(1L, 2L, 3L);
    assertThat(book.levels(BUY, 10)).containsExactly(100, 5, 99, 7);
  }

  @Test
  void icebergShowsAPartAndTheNextPartQueuesBehind() {
    book.add(SELL, 1, 101, 25, 10);
    book.add(SELL, 2, 101, 10, 10);
    assertThat(book.levels(SELL, 1)).containsExactly(101, 20);
    assertThat(book.quantityUpTo(SELL, 101, 1_000)).isEqualTo(35);
    assertThat(take(SELL, 101, 32)).containsExactly("1@101×10", "2@101×10", "1@101×10", "1@101×2");
    assertThat(book.levels(SELL, 1)).containsExactly(101, 3);
    assertThat(book.remove(1)).isEqualTo(3);
  }

  @Test
  void icebergLeavesWithAllThatItHides() {
    book.add(SELL, 1, 101, 25, 10);
    book.walk(SELL, 101, (id, price, shown) -> Visitor.ALL);
    assertThat(book.size()).isZero();
  }

  @Test
  void reducedOrderKeepsItsPlace() {
    book.add(BUY, 1, 100, 10, 4);
    book.add(BUY, 2, 100, 10, 10);
    book.reduce(1, 6);
    assertThat(book.levels(BUY, 1)).containsExactly(100, 14);
    book.reduce(1, 3);
    assertThat(take(BUY, 100, 5)).containsExactly("1@100×3", "2@100×2");
    assertThatThrownBy(() -> book.reduce(2, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> book.reduce(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void removesOnceAndForgetsTheLevel() {
    book.add(BUY, 1, 100, 10, 10);
    book.add(BUY, 2, 98, 3, 3);
    assertThat(book.remove(1)).isEqualTo(10);
    assertThat(book.remove(1)).isZero();
    assertThat(book.best(BUY)).isEqualTo(98);
    book.add(BUY, 1, 97, 4, 4);
    assertThat(book.levels(BUY, 5)).containsExactly(98, 3, 97, 4);
    assertThat(book.quantityUpTo(BUY, 97, 5)).isEqualTo(5);
    assertThat(book.quantityUpTo(BUY, 98, 100)).isEqualTo(3);
  }

  @Test
  void refusesAnIdTwiceAndEmptyOrders() {
    book.add(BUY, 1, 100, 10, 10);
    assertThatThrownBy(() -> book.add(SELL, 1, 101, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order 1");
    assertThatThrownBy(() -> book.add(SELL, 2, 101, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
