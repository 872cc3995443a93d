package io.alphaflow.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A number of a bar that an indicator of a series can follow. */
public enum CandleField {
  /** First price. */
  OPEN,
  /** Highest price. */
  HIGH,
  /** Lowest price. */
  LOW,
  /** Last price. */
  CLOSE,
  /** Base quantity. */
  VOLUME,
  /** (high + low) / 2. */
  HL2,
  /** (high + low + close) / 3. */
  HLC3,
  /** (open + high + low + close) / 4. */
  OHLC4;

  /** The number of this bar. */
  public double of(Candle bar) {
    return switch (this) {
      case OPEN -> bar.open();
      case HIGH -> bar.high();
      case LOW -> bar.low();
      case CLOSE -> bar.close();
      case VOLUME -> bar.volume();
      case HL2 -> (bar.high() + bar.low()) / 2;
      case HLC3 -> bar.typical();
      case OHLC4 -> (bar.open() + bar.high() + bar.low() + bar.close()) / 4;
    };
  }

  /** The field of this label; empty when there is none. */
  static Optional<CandleField> find(String label) {
    for (CandleField field : values()) {
      if (field.label().equals(label)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** All labels. */
  static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (CandleField field : values()) {
      labels.add(field.label());
    }
    return labels;
  }

  /** Its name in a spec, for example {@code hl2}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
