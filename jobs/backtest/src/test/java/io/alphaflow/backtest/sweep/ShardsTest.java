package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.engine.Backtest;
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
    BacktestOptions options = options(7);
    AtomicLong done = new AtomicLong();
    List<VariantResult> one = run(options, bars, 1, new AtomicLong());
    List<VariantResult> three = run(options, bars, 3, done);
    assertThat(done.get()).isEqualTo(3 * 4_096);
    assertEqual(options, one, three);
  }

  @Test
  void norDoesItThatManyVariantsRunInSeveralParts() throws Exception {
    List<Bar> bars = Runs.bars(6, 400);
    BacktestOptions options = options(230);
    Backtest together = Runs.run(options, bars);
    assertEqual(options, together.results(), run(options, bars, 2, new AtomicLong()));
  }

  private static BacktestOptions options(int variants) {
    return Runs.options(
        IntStream.range(0, variants)
            .mapToObj(i -> Runs.cross("v" + i, 2 + i % 10, 20 + i, FillRules.DEFAULT))
            .toArray(Variant[]::new));
  }

  private static void assertEqual(
      BacktestOptions options, List<VariantResult> one, List<VariantResult> three) {
    assertThat(one).hasSameSizeAs(options.variants()).hasSameSizeAs(three);
    for (int i = 0; i < one.size(); i++) {
      assertThat(three.get(i).variant()).isEqualTo(options.variants().get(i));
      assertThat(three.get(i).fills()).isEqualTo(one.get(i).fills());
      assertThat(three.get(i).roundTrips()).isEqualTo(one.get(i).roundTrips());
      assertThat(three.get(i).equity().equity()).isEqualTo(one.get(i).equity().equity());
    }
    assertThat(one).anyMatch(of -> !of.fills().isEmpty());
  }

  private static List<VariantResult> run(
      BacktestOptions options, List<Bar> bars, int threads, AtomicLong done) throws Exception {
    return new Shards(options, Runs.CATALOG, (more, all) -> done.addAndGet(more))
        .run(bars, threads);
  }
}
