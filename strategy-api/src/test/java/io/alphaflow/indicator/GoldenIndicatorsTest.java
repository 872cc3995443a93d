package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compares with the tables of Skender's Stock.Indicators (Apache-2.0), every row and field. */
class GoldenIndicatorsTest {

  private static final double RELATIVE = 1e-9;

  @Test
  void smaEqualsTheReference() throws IOException {
    compare("sma", Map.of("sma", "sma(20)"));
  }

  @Test
  void emaEqualsTheReference() throws IOException {
    compare("ema", Map.of("ema", "ema(20)"));
  }

  @Test
  void rsiEqualsTheReference() throws IOException {
    compare("rsi", Map.of("rsi", "rsi(14)"));
  }

  @Test
  void macdEqualsTheReference() throws IOException {
    compare(
        "macd",
        Map.of(
            "macd", "macd(12,26,9)",
            "signal", "macd(12,26,9).signal",
            "histogram", "macd(12,26,9).histogram",
            "fastEma", "ema(12)",
            "slowEma", "ema(26)"));
  }

  @Test
  void bollingerEqualsTheReference() throws IOException {
    compare(
        "bb",
        Map.of(
            "sma", "bollinger(20,2)",
            "upperBand", "bollinger(20,2).upper",
            "lowerBand", "bollinger(20,2).lower",
            "percentB", "bollinger(20,2).percent-b",
            "width", "bollinger(20,2).width",
            "zScore", "zscore(20)"));
  }

  @Test
  void atrEqualsTheReference() throws IOException {
    compare("atr", Map.of("tr", "true-range", "atr", "atr(14)", "atrp", "atr(14).percent"));
  }

  private static void compare(String table, Map<String, String> outputsByField) throws IOException {
    Path folder = tables();
    List<String> quotes = Files.readAllLines(folder.resolve("quotes_default.csv"));
    JsonNode rows;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve(table + ".standard.json.gz")))) {
      rows = new ObjectMapper().readTree(in);
    }
    assertThat(rows).hasSize(quotes.size() - 1).hasSizeGreaterThan(500);
    Set<String> fields = new TreeSet<>(outputsByField.keySet());
    fields.add("timestamp");
    assertThat(rows.get(0).fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields);
    for (Map.Entry<String, String> field : outputsByField.entrySet()) {
      compare(quotes, rows, field.getKey(), field.getValue());
    }
  }

  private static void compare(List<String> quotes, JsonNode rows, String field, String text) {
    int dot = text.indexOf('.');
    IndicatorSpec spec = IndicatorSpec.parse(dot < 0 ? text : text.substring(0, dot));
    int output = dot < 0 ? 0 : spec.output(text.substring(dot + 1));
    LiveIndicator indicator = spec.create();
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      indicator.onBar(bar(quotes.get(i + 1).split(",")));
      JsonNode expected = rows.get(i).path(field);
      double value = indicator.value(output);
      String where = text + " row " + i;
      if (expected.isNumber()) {
        double scale = Math.max(Math.abs(expected.asDouble()), 1e-3);
        assertThat(value).as(where).isCloseTo(expected.asDouble(), within(RELATIVE * scale));
        compared++;
      } else {
        assertThat(value).as(where).isNaN();
      }
      assertThat(indicator.isReady()).as(where).isEqualTo(i + 1 >= indicator.warmUp());
    }
    assertThat(compared).as(text).isGreaterThanOrEqualTo(rows.size() - spec.warmUp() + 1);
  }

  private static Candle bar(String[] cells) {
    return new Candle()
        .set(
            0,
            1,
            Double.parseDouble(cells[1]),
            Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]),
            Double.parseDouble(cells[4]),
            Double.parseDouble(cells[5]));
  }

  private static Path tables() {
    String configured = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    Path data =
        configured == null
            ? repositoryRoot().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path tables = data.resolve("golden-indicators").resolve("skender");
    assumeTrue(Files.isDirectory(tables), "no golden tables in " + tables + "; set ALPHAFLOW_DATA");
    return tables;
  }

  private static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no folder with mvnw above the working directory");
    return folder;
  }
}
