package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostLotsTest {

  @Test
  void lotsAtOnePriceAreOneAndOthersAreClosedInTheirOrder() {
    for (CostMethod method : new CostMethod[] {CostMethod.FIFO, CostMethod.LIFO}) {
      CostLots lots = new CostLots();
      lots.add(3, 30, method);
      lots.add(5, 50, method);
      assertThat(lots.size()).isEqualTo(1);
      lots.add(2, 40, method);
      assertThat(lots.size()).isEqualTo(2);
      assertThat(lots.take(3, method)).isEqualTo(method == CostMethod.FIFO ? 30 : 50);
      assertThat(lots.take(7, method)).isEqualTo(method == CostMethod.FIFO ? 90 : 70);
      assertThat(lots.size()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CostMethod.class,
      names = {"FIFO", "LIFO"})
  void neverMoreThanTheBoundAndEverySumStaysExactBeyondIt(CostMethod method) {
    SplittableRandom random = new SplittableRandom(5);
    CostLots lots = new CostLots();
    long cost = 0;
    long quantity = 0;
    for (int i = 0; i < 3 * CostLots.MOST; i++) {
      long bought = 1 + random.nextInt(1_000);
      long paid = 1 + random.nextInt(100_000);
      lots.add(bought, paid, method);
      quantity += bought;
      cost += paid;
      assertThat(lots.size()).isLessThanOrEqualTo(CostLots.MOST);
    }
    long closed = 0;
    while (quantity > 0) {
      long part = Math.min(quantity, 1 + random.nextInt(700));
      closed += lots.take(part, method);
      quantity -= part;
    }
    assertThat(closed).isEqualTo(cost);
    assertThat(lots.size()).isZero();
  }

  /** What is closed soonest is not touched by the bound. */
  @Test
  void whatIsClosedFirstKeepsItsOwnCostBeyondTheBound() {
    CostLots fifo = new CostLots();
    CostLots lifo = new CostLots();
    for (int i = 1; i <= 2 * CostLots.MOST; i++) {
      fifo.add(1, i, CostMethod.FIFO);
      lifo.add(1, i, CostMethod.LIFO);
    }
    for (int i = 1; i < CostLots.MOST; i++) {
      assertThat(fifo.take(1, CostMethod.FIFO)).isEqualTo(i);
      assertThat(lifo.take(1, CostMethod.LIFO)).isEqualTo(2 * CostLots.MOST + 1 - i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void splittingFillsOnAGridChangesNothing(CostMethod method) {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 2_000; round++) {
      Position whole = new Position("sim:BTC/USD");
      Position split = new Position("sim:BTC/USD");
      whole.choose(method);
      split.choose(method);
      for (int i = 0; i < 12; i++) {
        Side side = random.nextInt(3) == 0 ? Side.SELL : Side.BUY;
        long price = 1 + random.nextInt(200_000);
        int parts = 1 + random.nextInt(4);
        long part = (1 + random.nextInt(30)) * 1_000_000L;
        // Price in cents × quantity in hundredths: exact at eight decimals.
        whole.choose(method);
        whole.fill(side, part * parts, part * parts / 100 * price);
        for (int p = 0; p < parts; p++) {
          split.choose(method);
          split.fill(side, part, part / 100 * price);
        }
        assertThat(split.snapshot(Fixed8.of(800))).isEqualTo(whole.snapshot(Fixed8.of(800)));
      }
    }
  }
}
