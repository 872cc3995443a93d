package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BarSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmUpBarsTest {

  private static final List<BarSpec> BARS =
      Stream.of("1s", "1m", "5m", "1h", "100t").map(BarSpec::parse).toList();

  @Test
  void takesThePublishedIntervalOrTheLongestThatDividesTheWantedOne() {
    assertThat(published("5m")).hasToString("Optional[5m]");
    assertThat(published("15m")).hasToString("Optional[5m]");
    assertThat(published("7m")).hasToString("Optional[1m]");
    assertThat(published("2h")).hasToString("Optional[1h]");
    assertThat(published("100t")).hasToString("Optional[100t]");
    assertThat(published("500ms")).hasToString("Optional.empty");
    assertThat(published("200t")).hasToString("Optional.empty");
  }

  private static Object published(String wanted) {
    return WarmUpBars.published(BARS, BarSpec.parse(wanted));
  }
}
