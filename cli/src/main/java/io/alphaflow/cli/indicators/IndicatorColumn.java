package io.alphaflow.cli.indicators;

import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.indicator.LiveIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of the result: an output of an indicator at work.
 *
 * @param name as signals name it too: {@code sma(20)}, {@code macd(12,26,9).signal}
 * @param indicator shared by the columns of one indicator
 * @param output which of its values
 */
record IndicatorColumn(String name, LiveIndicator indicator, int output) {

  /**
   * The columns of a spec: one for each output, or the one that it names, as in {@code
   * bollinger(20,2).width}.
   *
   * @throws IllegalArgumentException saying what would be accepted
   */
  static List<IndicatorColumn> of(String text) {
    int dot = text.indexOf('.', Math.max(0, text.lastIndexOf(')')));
    IndicatorSpec spec = IndicatorSpec.parse(dot < 0 ? text : text.substring(0, dot));
    if (spec.feed() != Feed.BARS) {
      throw new IllegalArgumentException(
          spec
              + " is fed with "
              + spec.feed().name().toLowerCase(Locale.ROOT)
              + "; a file of bars has none");
    }
    LiveIndicator indicator = spec.create();
    List<String> outputs = spec.outputs();
    List<IndicatorColumn> columns = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (dot < 0 || i == spec.output(text.substring(dot + 1).strip())) {
        String name = i == 0 ? spec.toString() : spec + "." + outputs.get(i);
        columns.add(new IndicatorColumn(name, indicator, i));
      }
    }
    return columns;
  }

  /** Its value; {@link Double#NaN} while it warms up. */
  double value() {
    return indicator.value(output);
  }
}
