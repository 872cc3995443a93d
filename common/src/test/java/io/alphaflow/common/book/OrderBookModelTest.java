package io.alphaflow.common.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The book against maps without a bound, which hold every level. */
class OrderBookModelTest {

  private static final int ALL = 1_000;

  /** A level that is set. */
  record Update(Side side, long price, long quantity) {}

  @Property(tries = 1_000)
  void withinItsBoundTheBookIsTheMap(@ForAll("updates") List<Update> updates) {
    OrderBook book = new OrderBook(ALL);
    ModelBook model = new ModelBook();
    for (Update update : updates) {
      model.set(update.side(), update.price(), update.quantity());
      book.set(update.side(), update.price(), update.quantity());
    }
    for (Side side : Side.values()) {
      BookSide levels = book.side(side);
      assertThat(ModelBook.best(levels, levels.size())).isEqualTo(model.best(side, ALL));
      assertThat(levels.isTruncated()).isFalse();
      for (int n : new int[] {0, 1, 5, ALL}) {
        long sum = model.best(side, n).stream().mapToLong(ModelBook.Level::quantity).sum();
        assertThat(levels.depth(n)).isEqualTo(sum);
      }
    }
    assertThat(book.imbalance(3)).isBetween(-1.0, 1.0);
  }

  @Property(tries = 1_000)
  void knownLevelsOfABoundedBookAreTheBestOfTheMap(
      @ForAll("updates") List<Update> updates, @ForAll @IntRange(min = 1, max = 8) int bound) {
    OrderBook book = new OrderBook(bound);
    ModelBook model = new ModelBook();
    for (Update update : updates) {
      model.set(update.side(), update.price(), update.quantity());
      book.set(update.side(), update.price(), update.quantity());
      BookSide levels = book.side(update.side());
      int known = levels.knownLevels();
      assertThat(levels.size()).isLessThanOrEqualTo(bound);
      assertThat(ModelBook.best(levels, known)).isEqualTo(model.best(update.side(), known));
      if (!levels.isTruncated()) {
        assertThat(known).isEqualTo(model.best(update.side(), ALL).size());
      }
    }
  }

  @Provide
  Arbitrary<List<Update>> updates() {
    return Combinators.combine(
            Arbitraries.of(Side.values()),
            Arbitraries.longs().between(1, 30),
            Arbitraries.longs().between(0, 4))
        .as(Update::new)
        .list()
        .ofMaxSize(200);
  }
}
