package io.alphaflow.indicator;

import java.util.List;

/**
 * An indicator with its parameters, as text and as a factory. Equal specs have equal text: {@code
 * sma( 20 )} and {@code sma(20,source=close)} are both {@code sma(20)}.
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

  private final String text;

  private IndicatorSpec(String text) {
    this.text = text;
  }

  /**
   * Reads a spec such as {@code macd(12,26,9)}.
   *
   * @throws IllegalArgumentException saying what would be accepted
   */
  public static IndicatorSpec parse(String text) {
    return new IndicatorSpec(text.strip());
  }

  /** What it is fed with. */
  public Feed feed() {
    return Feed.BARS;
  }

  /** Names of its values, the main one first. */
  public List<String> outputs() {
    return List.of("value");
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

  /** How many events of its feed it takes until the first value. */
  public int warmUp() {
    return create().warmUp();
  }

  /** A new one that has seen nothing. */
  public LiveIndicator create() {
    throw new IllegalArgumentException("no indicator " + text);
  }

  /** One as {@link LiveIndicator#encode} wrote it. */
  public LiveIndicator restore(byte[] state) {
    throw new IllegalArgumentException("no indicator " + text);
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
