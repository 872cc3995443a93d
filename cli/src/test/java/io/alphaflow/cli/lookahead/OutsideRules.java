package io.alphaflow.cli.lookahead;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Strategies that reach for what is not in the market. */
public final class OutsideRules implements StrategyProvider {

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(
        Rules.kind("reads-a-file", 1, ReadsAFile::new), Rules.kind("random", 1, ByChance::new));
  }

  /** Finds the future in a file, which no run can take away. */
  static final class ReadsAFile extends Rule {
    ReadsAFile(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      try {
        List<String> closes = Files.readAllLines(Path.of(System.getProperty("future.file")));
        int next = (int) Math.min(bar.sequence() + 1, closes.size() - 1);
        return Double.parseDouble(closes.get(next)) > close(bar);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static final class ByChance extends Rule {
    private final Random random = new Random();

    ByChance(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    boolean up(State state, Bar bar, MarketView market) {
      return random.nextInt(10) == 0;
    }
  }
}
