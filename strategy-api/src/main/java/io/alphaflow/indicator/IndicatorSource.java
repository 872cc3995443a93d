package io.alphaflow.indicator;

import java.util.Optional;

/**
 * The series that an indicator follows: a number of each bar, or the values of another indicator.
 *
 * @param field of the bar; {@link CandleField#CLOSE} when there is an indicator
 * @param indicator when it follows one
 * @param output which of its values
 */
record IndicatorSource(CandleField field, Optional<IndicatorSpec> indicator, int output) {

  static final IndicatorSource CLOSE = new IndicatorSource(CandleField.CLOSE, Optional.empty(), 0);

  /**
   * Reads {@code hl2}, {@code rsi(14)} or {@code bollinger(20,2).width}.
   *
   * @throws IllegalArgumentException saying what would be accepted
   */
  static IndicatorSource parse(String text) {
    Optional<CandleField> field = CandleField.find(text);
    if (field.isPresent()) {
      return new IndicatorSource(field.get(), Optional.empty(), 0);
    }
    int end = text.lastIndexOf(')');
    int dot = text.indexOf('.', Math.max(end, 0));
    String spec = dot < 0 ? text : text.substring(0, dot);
    if (end < 0 && IndicatorCatalog.find(spec).isEmpty()) {
      throw new IllegalArgumentException(
          "source \"%s\" is not known; expected one of %s, or an indicator such as rsi(14) or %s"
              .formatted(text, String.join(", ", CandleField.labels()), "bollinger(20,2).width"));
    }
    IndicatorSpec indicator = IndicatorSpec.parse(spec);
    int output = dot < 0 ? 0 : indicator.output(text.substring(dot + 1).strip());
    return new IndicatorSource(CandleField.CLOSE, Optional.of(indicator), output);
  }

  @Override
  public String toString() {
    if (indicator.isEmpty()) {
      return field.label();
    }
    IndicatorSpec spec = indicator.get();
    return output == 0 ? spec.toString() : spec + "." + spec.outputs().get(output);
  }
}
