package io.alphaflow.backtest.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text of the page that is the same in each: Apache ECharts, this module's script and style. */
final class ChartLibrary {

  /** As in the pom. */
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private static final String END = "</script";

  private ChartLibrary() {}

  static String echarts() {
    String script = resource(ECHARTS);
    if (script.contains(END)) {
      throw new IllegalStateException(ECHARTS + " would end its own script element");
    }
    return script;
  }

  static String script() {
    return resource("report.js");
  }

  static String style() {
    return resource("report.css");
  }

  private static String resource(String name) {
    try (InputStream in = ChartLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the classpath");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
