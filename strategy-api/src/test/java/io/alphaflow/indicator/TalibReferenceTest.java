package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with TA-Lib; see README.md beside the tables for versions and conventions. */
class TalibReferenceTest {

  private static final double RELATIVE = 1e-9;

  /** The first row to compare where TA-Lib begins differently; until then the seed fades. */
  private static final Map<String, Integer> FADED = Map.of("adx", 450, "macd", 250);

  static List<String> columns() throws IOException {
    String[] header = lines("talib.csv").get(0).split(",");
    return List.of(header).subList(1, header.length);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void equalsTalib(String column) throws IOException {
    String text = column.replace(';', ',');
    int dot = text.indexOf('.', text.lastIndexOf(')') + 1);
    IndicatorSpec spec = IndicatorSpec.parse(dot < 0 ? text : text.substring(0, dot));
    int output = dot < 0 ? 0 : spec.output(text.substring(dot + 1));
    String name = spec.descriptor().name();
    int from = FADED.getOrDefault(name, 0);
    List<String> bars = lines("ohlcv.csv");
    double offset = name.equals("obv") ? Double.parseDouble(bars.get(1).split(",")[5]) : 0;
    LiveIndicator indicator = spec.create();
    List<String> table = lines("talib.csv");
    int place = columns().indexOf(column) + 1;
    int next = 0;
    int compared = 0;
    for (String line : table.subList(1, table.size())) {
      String[] cells = line.split(",", -1);
      for (int row = Integer.parseInt(cells[0]); next <= row; next++) {
        indicator.onBar(bar(bars.get(next + 1)));
      }
      if (!cells[place].isEmpty() && next > from) {
        double expected = Double.parseDouble(cells[place]) - offset;
        double scale = Math.max(Math.abs(expected), 1e-2);
        assertThat(indicator.value(output))
            .as(text + " at bar " + cells[0])
            .isCloseTo(expected, within(RELATIVE * scale));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(from > 0 ? 10 : 50);
  }

  private static Candle bar(String line) {
    String[] c = line.split(",");
    long time = Long.parseLong(c[0]) * 1_000;
    return new Candle()
        .set(
            time,
            time + 3_600_000_000L,
            Double.parseDouble(c[1]),
            Double.parseDouble(c[2]),
            Double.parseDouble(c[3]),
            Double.parseDouble(c[4]),
            Double.parseDouble(c[5]));
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = TalibReferenceTest.class.getResourceAsStream("/indicators/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
