package io.alphaflow.risk.control;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The limits in force for an account. A limit that is not among them was nowhere configured. */
public final class Limits implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EnumMap<Limit, LimitValue> values;

  /** Limits with the given values. */
  public Limits(Map<Limit, LimitValue> values) {
    this.values = new EnumMap<>(Limit.class);
    this.values.putAll(values);
  }

  /** These limits, with those of {@code stronger} in their place where it has any. */
  public Limits overriddenBy(Limits stronger) {
    Map<Limit, LimitValue> merged = new EnumMap<>(values);
    merged.putAll(stronger.values);
    return new Limits(merged);
  }

  /** The value of a limit, when it is configured. */
  public Optional<LimitValue> get(Limit limit) {
    return Optional.ofNullable(values.get(limit));
  }

  /** All values. */
  public Map<Limit, LimitValue> values() {
    return Collections.unmodifiableMap(values);
  }
}
