package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The table of metrics in the documentation is the enum; {@code -Dalphaflow.docs.write=true} writes
 * it.
 */
class MetricsDocTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "backtest-statistics.md");
  private static final String START = "<!-- metrics: made from the enum Metric -->\n";
  private static final String END = "<!-- end of metrics -->";

  private static String tables() {
    StringBuilder tables = new StringBuilder();
    for (Block block : Block.values()) {
      tables.append("\n### ").append(block.title()).append("\n\n");
      tables.append("| metric | key | unit | formula | best |\n|---|---|---|---|---|\n");
      for (Metric metric : Metric.of(block)) {
        tables.append(
            "| %s | `%s` | %s | %s | %s |\n"
                .formatted(
                    metric.label(),
                    metric.key(),
                    metric.unit().name().toLowerCase(Locale.ROOT),
                    metric.formula(),
                    metric.better() == Better.LOWER ? "lowest" : "highest"));
      }
    }
    return tables.append('\n').toString();
  }

  @Test
  void theTablesListEveryMetric() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(START) + START.length();
    int to = page.indexOf(END);
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      page = page.substring(0, from) + tables() + page.substring(to);
      Files.writeString(PAGE, page);
      to = page.indexOf(END);
    }
    assertThat(page.substring(from, to)).isEqualTo(tables());
  }
}
