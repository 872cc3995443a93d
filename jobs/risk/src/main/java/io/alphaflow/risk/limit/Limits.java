package io.alphaflow.risk.limit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The limits in force for one order. */
public final class Limits {

  private final EnumMap<Limit, LimitValue> values;

  /** Limits with the given values. */
  public Limits(Map<Limit, LimitValue> values) {
    this.values = new EnumMap<>(Limit.class);
    this.values.putAll(values);
  }

  /** The value that an order is held to: empty when it is switched off or nowhere configured. */
  public Optional<LimitValue> get(Limit limit) {
    LimitValue value = values.get(limit);
    return value == null || value.isOff() ? Optional.empty() : Optional.of(value);
  }

  /** Whether somebody said something about it, be it that there is none. */
  public boolean isConfigured(Limit limit) {
    return values.containsKey(limit);
  }

  /** All values. */
  public Map<Limit, LimitValue> values() {
    return Collections.unmodifiableMap(values);
  }
}
