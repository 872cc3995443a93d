package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.testing.StrategyTester;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The demo's strategies on the demo's data: side, size, confidence and indicators of every signal
 * to the last digit. Who changes a decision must mean to.
 */
class RecordedMarketTest {

  static Stream<Arguments> demo() {
    return Stream.of(
        Arguments.of(
            MovingAverageCross.DESCRIPTOR,
            Map.of("type", "ema", "fast", "30", "slow", "90"),
            102,
            "75fdd6e33c616586"),
        Arguments.of(
            RsiReversion.DESCRIPTOR,
            Map.of("period", "14", "oversold", "35", "overbought", "65"),
            95,
            "7c7704990fc14518"),
        Arguments.of(
            BollingerSqueeze.DESCRIPTOR,
            Map.of(
                "period", "60",
                "deviations", "2",
                "lookback", "240",
                "threshold", "0.2",
                "patience", "10"),
            78,
            "c40315a20d2763bd"));
  }

  @ParameterizedTest
  @MethodSource("demo")
  void decidesAsItAlwaysDid(
      StrategyDescriptor descriptor, Map<String, String> parameters, int signals, String hash)
      throws Exception {
    StrategyTester tester = StrategyTester.of(descriptor, parameters);
    List<String> lines = new ArrayList<>();
    for (Bar bar : RecordedMarket.bars("1m")) {
      for (SignalIntent intent : tester.bar(bar)) {
        lines.add(
            bar.sequence()
                + " "
                + intent.side()
                + " "
                + intent.sizing()
                + " "
                + intent.confidence()
                + " "
                + intent.tag()
                + " "
                + intent.indicators());
      }
    }
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
    assertThat(lines).hasSize(signals);
    assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo(hash);
  }
}
