package io.alphaflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import io.alphaflow.strategy.testing.Scenario;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example's jar as it was built, in a folder that the desk takes plugins from. */
class StrategyPluginIT {

  private static final Path JARS = Path.of(System.getProperty("alphaflow.example.jars"));

  @Test
  void theJarBringsItsStrategyToThoseOfTheDesk() {
    StrategyCatalog catalog = StrategyCatalog.withPlugins(JARS);
    assertThat(StrategyCatalog.onClassPath().types())
        .contains("ma-cross")
        .doesNotContain("dip-buyer");
    assertThat(catalog.types()).contains("ma-cross", "dip-buyer");
    StrategyDescriptor descriptor = catalog.find("dip-buyer").orElseThrow();
    Object strategy = descriptor.create(descriptor.resolve(Map.of())).strategy();
    assertThat(strategy.getClass().getClassLoader()).isInstanceOf(URLClassLoader.class);
  }

  @Test
  void itTradesAndItsStateIsStoredAndReadBack() {
    StrategyDescriptor descriptor =
        StrategyCatalog.withPlugins(JARS).find("dip-buyer").orElseThrow();
    Scenario scenario = Scenario.of(descriptor, Map.of("falls", "2", "trend", "5"));
    scenario.closes(80, 85, 90, 95, 100, 105, 104).restart().closes(103).restart().closes(104);
    assertThat(scenario.calls()).containsExactly("8 BUY dip", "9 SELL rise");
  }
}
