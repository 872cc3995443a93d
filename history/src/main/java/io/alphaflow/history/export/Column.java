package io.alphaflow.history.export;

/**
 * A column of an export.
 *
 * @param name its name
 * @param type what its values are; each may be null
 */
public record Column(String name, Type type) {

  /** What a value is. */
  public enum Type {
    /** {@link String}. */
    TEXT,
    /** {@link Long}. */
    INTEGER,
    /** {@link java.math.BigDecimal}, at most eight decimals. */
    DECIMAL,
    /** {@link Double}. */
    NUMBER,
    /** {@link Boolean}. */
    TRUTH,
    /** {@link java.time.Instant}, microseconds. */
    TIME
  }
}
