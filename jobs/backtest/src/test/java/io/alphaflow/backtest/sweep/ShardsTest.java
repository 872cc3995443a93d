package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.common.model.Bar;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {

  @Test
  void howManyThreadsThereAreChangesNothing() throws Exception {
    List<Bar> bars = Runs.bars(5, 5_000);
    BacktestOptions options =
        Runs.options(
            IntStream.range(0, 7)
                .mapToObj(i -> Runs.cross("v" + i, 2 + i, 20 + i, FillRules.DEFAULT))
                .toArray(Variant[]::new));
    AtomicLong done = new AtomicLong();
    List<VariantResult> one = run(options, bars, 1, new AtomicLong());
    List<VariantResult> three = run(options, bars, 3, done);
    assertThat(done.get()).isEqualTo(3 * 4_096);
    assertThat(one).hasSize(7);
    for (int i = 0; i < one.size(); i++) {
      assertThat(three.get(i).variant()).isEqualTo(options.variants().get(i));
      assertThat(three.get(i).fills()).isEqualTo(one.get(i).fills()).isNotEmpty();
      assertThat(three.get(i).roundTrips()).isEqualTo(one.get(i).roundTrips());
      assertThat(three.get(i).equity().equity()).isEqualTo(one.get(i).equity().equity());
    }
  }

  private static List<VariantResult> run(
      BacktestOptions options, List<Bar> bars, int threads, AtomicLong done) throws Exception {
    return new Shards(options, Runs.CATALOG, done::addAndGet).run(bars, threads);
  }
}
