package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorDescriptor.Output;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.ParameterSpec.Kind;
import io.alphaflow.parameter.Parameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * An indicator with its parameters, as text and as a factory.
 *
 * <p>Values stand in the order of the catalog or behind their names: {@code macd(12,26,9)}, {@code
 * ema(20,seed=first-value)}. An indicator of a series follows the closing prices unless {@code
 * source=} names another number of the bar, or another indicator with or without one of its
 * outputs: {@code sma(20,source=hl2)}, {@code highest(125,source=bollinger(20,2).width)}.
 *
 * <p>Equal specs have equal text: {@code sma( 20 )}, {@code sma} and {@code sma(20,source=close)}
 * are all {@code sma(20)}. Numbers are always written, so that the text of a stored indicator keeps
 * its meaning should a default change; words only when they are not the default.
 */
public final class IndicatorSpec {

  /** What an indicator is fed with. */
  public enum Feed {
    /** Closed bars. */
    BARS,
    /** Trades. */
    TRADES,
    /** Tops of book. */
    QUOTES
  }

  private final IndicatorDescriptor descriptor;
  private final Parameters parameters;
  private final IndicatorSource source;
  private final String text;

  private IndicatorSpec(
      IndicatorDescriptor descriptor, Parameters parameters, IndicatorSource source) {
    this.descriptor = descriptor;
    this.parameters = parameters;
    this.source = source;
    this.text = canonical(descriptor, parameters, source);
  }

  /**
   * Reads a spec such as {@code macd(12,26,9)}.
   *
   * @throws IllegalArgumentException saying what would be accepted
   */
  public static IndicatorSpec parse(String text) {
    SpecText call = SpecText.of(text);
    IndicatorDescriptor descriptor = IndicatorCatalog.require(call.name());
    Map<String, String> given = new LinkedHashMap<>();
    List<ParameterSpec> declared = descriptor.parameters();
    if (call.positional().size() > declared.size()) {
      throw new IllegalArgumentException(
          "\"%s\" has %d values by place; expected %s"
              .formatted(text.strip(), call.positional().size(), form(descriptor)));
    }
    for (int i = 0; i < call.positional().size(); i++) {
      given.put(declared.get(i).name(), call.positional().get(i));
    }
    IndicatorSource source = IndicatorSource.CLOSE;
    for (Map.Entry<String, String> option : call.named().entrySet()) {
      if (option.getKey().equals("source") && descriptor.isSeries()) {
        source = IndicatorSource.parse(option.getValue());
      } else if (given.put(option.getKey(), option.getValue()) != null) {
        throw new IllegalArgumentException(
            "\"" + text.strip() + "\" gives " + option.getKey() + " twice");
      }
    }
    IndicatorSpec spec = new IndicatorSpec(descriptor, resolve(descriptor, given), source);
    spec.create();
    return spec;
  }

  private static Parameters resolve(IndicatorDescriptor descriptor, Map<String, String> given) {
    try {
      Parameters resolved = Parameters.resolve(descriptor.parameters(), given);
      Map<String, String> plain = new LinkedHashMap<>();
      for (ParameterSpec parameter : descriptor.parameters()) {
        plain.put(parameter.name(), plain(parameter, resolved.texts().get(parameter.name())));
      }
      return Parameters.resolve(descriptor.parameters(), plain);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          descriptor.name() + ": " + e.getMessage() + "; the form is " + form(descriptor), e);
    }
  }

  /** One text for one value: 2.0, +2 and 2e0 are 2. */
  private static String plain(ParameterSpec parameter, String accepted) {
    return switch (parameter.kind()) {
      case INTEGER -> Long.toString(Long.parseLong(accepted));
      case NUMBER, AMOUNT ->
          BigDecimal.valueOf(Double.parseDouble(accepted)).stripTrailingZeros().toPlainString();
      case CHOICE -> accepted;
    };
  }

  /** How specs of this kind look, with the defaults. */
  static String form(IndicatorDescriptor descriptor) {
    StringJoiner form = new StringJoiner(",", "(", ")").setEmptyValue("");
    for (ParameterSpec parameter : descriptor.parameters()) {
      form.add(parameter.name() + "=" + parameter.defaultText());
    }
    if (descriptor.isSeries()) {
      form.add("source=close");
    }
    return descriptor.name() + form;
  }

  private static String canonical(
      IndicatorDescriptor descriptor, Parameters parameters, IndicatorSource source) {
    StringJoiner values = new StringJoiner(",", "(", ")").setEmptyValue("");
    List<String> words = new ArrayList<>();
    for (ParameterSpec parameter : descriptor.parameters()) {
      String value = parameters.texts().get(parameter.name());
      if (parameter.kind() != Kind.CHOICE) {
        values.add(value);
      } else if (!value.equals(parameter.defaultText())) {
        words.add(parameter.name() + "=" + value);
      }
    }
    words.forEach(values::add);
    if (!source.equals(IndicatorSource.CLOSE)) {
      values.add("source=" + source);
    }
    return descriptor.name() + values;
  }

  /** Its kind. */
  public IndicatorDescriptor descriptor() {
    return descriptor;
  }

  /** What it is fed with: that of its source, when that is an indicator. */
  public Feed feed() {
    return source.indicator().map(IndicatorSpec::feed).orElse(descriptor.feed());
  }

  /** Names of its values, the main one first. */
  public List<String> outputs() {
    return descriptor.outputs().stream().map(Output::name).toList();
  }

  /**
   * Which value has a name.
   *
   * @throws IllegalArgumentException when none has; the message names those that there are
   */
  public int output(String name) {
    int index = outputs().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          this + " has no output " + name + ", only " + String.join(", ", outputs()));
    }
    return index;
  }

  /** How many events of its feed it takes until all its values are there. */
  public int warmUp() {
    return create().warmUp();
  }

  /** Whether these count from the first of a UTC day that it saw begin. */
  public boolean needsWholeDay() {
    return create().needsWholeDay();
  }

  /** A new one that has seen nothing. */
  public LiveIndicator create() {
    try {
      return attach(descriptor.factory().apply(parameters));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
    }
  }

  private LiveIndicator attach(Indicator indicator) {
    if (source.indicator().isPresent()) {
      return new ChainedIndicator(
          feed(), source.indicator().get().create(), source.output(), (SeriesIndicator) indicator);
    }
    return FedIndicator.of(indicator, source.field());
  }

  /** One as {@link LiveIndicator#encode} wrote it. */
  public LiveIndicator restore(byte[] state) {
    Class<? extends Indicator> type = descriptor.factory().apply(parameters).getClass();
    if (source.indicator().isPresent()) {
      return ChainedIndicator.restore(
          source.indicator().get(), source.output(), type.asSubclass(SeriesIndicator.class), state);
    }
    return FedIndicator.of(FedIndicator.decode(type, state), source.field());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndicatorSpec spec && spec.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return text;
  }
}
