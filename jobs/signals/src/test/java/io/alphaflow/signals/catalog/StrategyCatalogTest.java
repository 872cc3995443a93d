package io.alphaflow.signals.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyCatalogTest {

  private static final Sizing ONE = new Sizing(SizingMode.BASE_QUANTITY, 1);

  @Test
  void everyBuiltInRunsOnItsDefaults() {
    StrategyCatalog catalog = StrategyCatalog.builtIn();
    assertThat(catalog.types()).containsExactly("bollinger-squeeze", "ma-cross", "rsi-reversion");
    for (StrategyDescriptor descriptor : catalog.descriptors()) {
      Strategy<?> strategy = descriptor.create(descriptor.resolve(Map.of()));
      assertThat(strategy.initialState()).isInstanceOf(strategy.stateType());
      assertThat(descriptor.parameters())
          .extracting(ParameterSpec::name)
          .contains("size", "sizing");
    }
  }

  @Test
  void twoKindsOfTheSameNameAreRefused() {
    StrategyDescriptor descriptor = RsiReversion.DESCRIPTOR;
    assertThatThrownBy(() -> new StrategyCatalog(List.of(descriptor, descriptor)))
        .hasMessageContaining("rsi-reversion");
  }

  @Test
  void parametersSayWhatTheyAccept() {
    ParameterSpec period = ParameterSpec.integer("period", 14, 1, 500, "bars");
    assertThat(period.accepted()).isEqualTo("a whole number from 1 to 500 (default 14)");
    assertThat(List.of("1", "500")).allMatch(period::accepts);
    assertThat(List.of("0", "501", "1.5", "x", "")).noneMatch(period::accepts);
    ParameterSpec level = ParameterSpec.number("level", 0.5, 0, 1, "part");
    assertThat(level.accepted()).isEqualTo("a number from 0 to 1 (default 0.5)");
    assertThat(List.of("-0.1", "NaN", "1.01", "half")).noneMatch(level::accepts);
    ParameterSpec size = ParameterSpec.amount("size", "0.5", 1, 100_000_000, "how much");
    assertThat(size.accepts("0.00000001")).isTrue();
    assertThat(List.of("0", "0.000000001", "1.1", "5e-1")).noneMatch(size::accepts);
    ParameterSpec kind = ParameterSpec.choice("kind", "a", List.of("a", "b"), "which");
    assertThat(kind.accepted()).isEqualTo("one of a, b (default a)");
    assertThat(kind.accepts("c")).isFalse();
    assertThatThrownBy(() -> ParameterSpec.integer("n", 0, 1, 5, "bad"))
        .hasMessageContaining("default \"0\"");
  }

  @Test
  void unknownParametersAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> RsiReversion.DESCRIPTOR.resolve(Map.of("periode", "3")))
        .hasMessageContaining("periode")
        .hasMessageContaining("overbought, oversold, period");
  }

  @Test
  void intentsThatMakeNoSenseAreRefused() {
    Map<String, Double> none = Map.of();
    assertThatThrownBy(() -> SignalIntent.limit(Side.BUY, ONE, 0, 1, "t", none))
        .hasMessageContaining("limit price 0");
    assertThatThrownBy(() -> new SignalIntent(Side.BUY, ONE, OrderType.MARKET, 5, 1, "t", none))
        .hasMessageContaining("a market order none");
    assertThatThrownBy(() -> SignalIntent.market(Side.BUY, ONE, 1.5, "t", none))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> SignalIntent.market(Side.BUY, ONE, Double.NaN, "t", none))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> SignalIntent.market(Side.BUY, ONE, 1, " ", none))
        .hasMessageContaining("tag");
    assertThatThrownBy(() -> SignalIntent.market(Side.BUY, ONE, 1, "t", Map.of("sma", Double.NaN)))
        .hasMessageContaining("cold indicator");
    assertThatThrownBy(() -> new Sizing(SizingMode.QUOTE_AMOUNT, 0)).hasMessageContaining("size 0");
  }
}
