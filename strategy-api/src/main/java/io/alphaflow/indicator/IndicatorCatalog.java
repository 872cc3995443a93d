package io.alphaflow.indicator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All indicators that a spec can name. */
public final class IndicatorCatalog {

  private static final Map<String, IndicatorDescriptor> BY_NAME = new LinkedHashMap<>();

  static {
    for (IndicatorDescriptor descriptor :
        List.of(
            Sma.DESCRIPTOR,
            Ema.DESCRIPTOR,
            Wma.DESCRIPTOR,
            Dema.DESCRIPTOR,
            Rsi.DESCRIPTOR,
            Macd.DESCRIPTOR,
            Stochastic.DESCRIPTOR,
            Cci.DESCRIPTOR,
            RateOfChange.DESCRIPTOR,
            Adx.DESCRIPTOR,
            Bollinger.DESCRIPTOR,
            Keltner.DESCRIPTOR,
            Donchian.DESCRIPTOR,
            RollingExtreme.HIGHEST,
            RollingExtreme.LOWEST,
            StandardDeviation.DESCRIPTOR,
            EwmaVolatility.DESCRIPTOR,
            TrueRange.DESCRIPTOR,
            Atr.DESCRIPTOR,
            ZScore.DESCRIPTOR,
            LinearRegression.DESCRIPTOR,
            Obv.DESCRIPTOR,
            SessionVwap.DESCRIPTOR,
            RollingVwap.DESCRIPTOR,
            TradeFlowImbalance.DESCRIPTOR,
            BookImbalance.DESCRIPTOR)) {
      BY_NAME.put(descriptor.name(), descriptor);
    }
  }

  private IndicatorCatalog() {}

  /** All of them, averages first. */
  public static List<IndicatorDescriptor> descriptors() {
    return List.copyOf(BY_NAME.values());
  }

  /** The one of that name. */
  public static Optional<IndicatorDescriptor> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names, in the same order. */
  public static List<String> names() {
    return new ArrayList<>(BY_NAME.keySet());
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException naming the nearest and all others
   */
  static IndicatorDescriptor require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown indicator \""
                        + name
                        + "\""
                        + nearest(name).map(near -> "; did you mean " + near + "?").orElse(";")
                        + " known are "
                        + String.join(", ", names())));
  }

  private static Optional<String> nearest(String name) {
    String nearest = null;
    int least = 3;
    for (String known : BY_NAME.keySet()) {
      int edits = edits(name, known);
      if (edits < least && edits < known.length()) {
        nearest = known;
        least = edits;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
