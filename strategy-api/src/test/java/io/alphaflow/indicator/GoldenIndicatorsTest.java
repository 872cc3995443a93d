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
import java.util.function.DoubleSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compares with the tables of Skender's Stock.Indicators (Apache-2.0), every row and field. */
class GoldenIndicatorsTest {

  private static final double RELATIVE = 1e-9;

  @Test
  void smaEqualsTheReference() throws IOException {
    Sma sma = new Sma(20);
    compare("sma", sma, Map.of("sma", sma::value));
  }

  @Test
  void emaEqualsTheReference() throws IOException {
    Ema ema = new Ema(20);
    compare("ema", ema, Map.of("ema", ema::value));
  }

  @Test
  void rsiEqualsTheReference() throws IOException {
    Rsi rsi = new Rsi(14);
    compare("rsi", rsi, Map.of("rsi", rsi::value));
  }

  @Test
  void bollingerEqualsTheReference() throws IOException {
    Bollinger bands = new Bollinger(20, 2);
    compare(
        "bb",
        bands,
        Map.of(
            "sma", bands::value,
            "upperBand", bands::upper,
            "lowerBand", bands::lower,
            "percentB", bands::percentB,
            "width", bands::width));
  }

  private static void compare(
      String table, SeriesIndicator indicator, Map<String, DoubleSupplier> valuesByField)
      throws IOException {
    Path folder = tables();
    List<String> quotes = Files.readAllLines(folder.resolve("quotes_default.csv"));
    JsonNode rows;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve(table + ".standard.json.gz")))) {
      rows = new ObjectMapper().readTree(in);
    }
    assertThat(rows).hasSize(quotes.size() - 1).hasSizeGreaterThan(500);
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      indicator.update(Double.parseDouble(quotes.get(i + 1).split(",")[4]));
      for (Map.Entry<String, DoubleSupplier> field : valuesByField.entrySet()) {
        JsonNode expected = rows.get(i).path(field.getKey());
        double value = field.getValue().getAsDouble();
        String where = table + "." + field.getKey() + " row " + i;
        if (expected.isNumber()) {
          double scale = Math.max(Math.abs(expected.asDouble()), 1e-3);
          assertThat(value).as(where).isCloseTo(expected.asDouble(), within(RELATIVE * scale));
          compared++;
        } else {
          assertThat(value).as(where).isNaN();
        }
      }
      assertThat(indicator.isReady())
          .as(table + " row " + i)
          .isEqualTo(i + 1 >= indicator.warmUp());
    }
    assertThat(compared).isEqualTo((rows.size() - indicator.warmUp() + 1) * valuesByField.size());
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
