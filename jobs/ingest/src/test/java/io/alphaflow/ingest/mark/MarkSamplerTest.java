package io.alphaflow.ingest.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Trade;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarkSamplerTest {

  private static final long SECOND = 1_000_000;

  @Test
  void takesTheFirstTradeAndThenOneForEachInterval() {
    MarkSampler marks = new MarkSampler();
    assertThat(marks.sample(trade(7, 100, 5), SECOND))
        .contains(new Mark("sim:BTC/USD", 1, 5, 7, 100));
    assertThat(marks.sample(trade(8, 100 + SECOND - 1, 6), SECOND)).isEmpty();
    assertThat(marks.sample(trade(9, 100 + SECOND, 7), SECOND))
        .contains(new Mark("sim:BTC/USD", 2, 7, 9, 100 + SECOND));
  }

  @Test
  void anIntervalOfZeroMarksEveryTrade() {
    MarkSampler marks = new MarkSampler();
    assertThat(marks.sample(trade(1, 100, 5), 0)).isPresent();
    assertThat(marks.sample(trade(2, 100, 5), 0).orElseThrow().sequence()).isEqualTo(2);
  }

  @Property
  void countsWithoutGapAndKeepsItsDistance(
      @ForAll @Size(max = 100) List<@IntRange(max = 700_000) Integer> steps) {
    MarkSampler marks = new MarkSampler();
    List<Mark> taken = new ArrayList<>();
    long time = 1;
    long id = 0;
    for (int step : steps) {
      time += step;
      marks.sample(trade(++id, time, 1), SECOND).ifPresent(taken::add);
    }
    for (int i = 1; i < taken.size(); i++) {
      assertThat(taken.get(i).sequence()).isEqualTo(taken.get(i - 1).sequence() + 1);
      assertThat(taken.get(i).time() - taken.get(i - 1).time()).isGreaterThanOrEqualTo(SECOND);
    }
    if (!taken.isEmpty()) {
      assertThat(time - taken.get(taken.size() - 1).time()).isLessThan(SECOND);
    }
  }

  private static Trade trade(long id, long time, long price) {
    return new Trade("sim:BTC/USD", id, price, 1, false, time, time);
  }
}
