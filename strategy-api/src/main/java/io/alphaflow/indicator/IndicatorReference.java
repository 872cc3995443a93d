package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorDescriptor.Output;
import io.alphaflow.parameter.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The catalog for people: what the documentation and {@code alphaflow indicators --list} say. */
public final class IndicatorReference {

  /** What a source can be, for the parameters of an indicator of a series. */
  public static final String SOURCE =
      "the series to follow: one of "
          + String.join(", ", CandleField.labels())
          + ", or an indicator such as rsi(14) or bollinger(20,2).width (default close)";

  private IndicatorReference() {}

  /** How specs of this kind look, with the defaults: {@code sma(period=20,source=close)}. */
  public static String form(IndicatorDescriptor descriptor) {
    return IndicatorSpec.form(descriptor);
  }

  /** All that is to say about an indicator, by topic. */
  public static Map<String, String> facts(IndicatorDescriptor descriptor) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("formula", descriptor.formula());
    facts.put("reference", descriptor.reference());
    facts.put("fed with", descriptor.feed().name().toLowerCase(Locale.ROOT));
    for (ParameterSpec parameter : descriptor.parameters()) {
      facts.put("parameter " + parameter.name(), parameter.meaning() + "; " + parameter.accepted());
    }
    if (descriptor.isSeries()) {
      facts.put("parameter source", SOURCE);
    }
    for (Output output : descriptor.outputs()) {
      facts.put("output " + output.name(), output.meaning());
    }
    IndicatorSpec defaults = IndicatorSpec.parse(descriptor.name());
    facts.put(
        "warm-up",
        descriptor.parameters().isEmpty()
            ? descriptor.warmUp()
            : descriptor.warmUp() + "; " + defaults.warmUp() + " for " + defaults);
    facts.put("before", descriptor.beforeReady());
    facts.put("seed", descriptor.seeding());
    facts.put("cost", descriptor.cost());
    return facts;
  }
}
