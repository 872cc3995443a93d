package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page of the documentation is the catalog. {@code -Dalphaflow.rewrite-docs=true} writes it
 * anew.
 */
class IndicatorsDocTest {

  private static final Path PAGE = Path.of("..", "docs", "indicators.md");

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Indicators

            Strategies ask for them by text, and `alphaflow indicators` runs them over a file of bars:

            ```
            ./alphaflow indicators --data bars.csv --indicator 'sma(20)' --indicator 'macd(12,26,9)' > values.csv
            ./alphaflow indicators --list
            ```

            Values stand in the order of the parameters or behind their names: `ema(20)`, `ema(20,seed=first-value)`, `macd(fast=5,slow=35)`.
            An indicator of a series follows closing prices unless `source=` says otherwise: `sma(20,source=hl2)`, `sma(20,source=rsi(14))`,
            `highest(125,source=bollinger(20,2).width)`. Then the warm-ups add up, less the one bar that serves both.

            Each update takes constant time and memory and allocates nothing; where a window of N is folded, N steps once in N updates; exceptions
            are stated. No rounding error outlives its window or adds up. `NaN` is an empty cell in CSV, and a strategy is not called before all
            its indicators have values.

            Checked against the tables of Skender's Stock.Indicators and TA-Lib to 1e-9, and each against its plain definition;
            where conventions differ is told in `strategy-api/src/test/resources/indicators/README.md`.

            | indicator | what it is |
            |---|---|
            """);
    for (IndicatorDescriptor each : IndicatorCatalog.descriptors()) {
      page.append("| [`%1$s`](#%1$s) | %2$s |%n".formatted(each.name(), each.summary()));
    }
    for (IndicatorDescriptor each : IndicatorCatalog.descriptors()) {
      page.append("%n## %s%n%n".formatted(each.name()));
      page.append("%s. `%s`%n%n".formatted(each.summary(), IndicatorReference.form(each)));
      page.append("| | |\n|---|---|\n");
      IndicatorReference.facts(each)
          .forEach(
              (topic, text) ->
                  page.append("| %s | %s |%n".formatted(topic, text.replace("|", "\\|"))));
    }
    return page.toString();
  }

  @Test
  void thePageIsTheCatalog() throws IOException {
    if (Boolean.getBoolean("alphaflow.rewrite-docs")) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/indicators.md is out of date: run with -Dalphaflow.rewrite-docs=true")
        .isEqualTo(page());
  }

  @Test
  void everyIndicatorSaysEverything() {
    for (IndicatorDescriptor each : IndicatorCatalog.descriptors()) {
      IndicatorReference.facts(each)
          .forEach((topic, text) -> assertThat(text).as(each.name() + " " + topic).isNotBlank());
      assertThat(each.outputs()).as(each.name()).isNotEmpty();
    }
  }
}
