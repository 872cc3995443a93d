package io.alphaflow.common.model;

import java.io.Serializable;

/**
 * A symbol at a venue, written {@code venue:BASE/QUOTE}, for example {@code sim:BTC/USD}. That text
 * is the key of the market log.
 *
 * @param venue the venue's name in the configuration, lower case
 * @param base the asset that is traded
 * @param quote the asset that prices are in
 */
public record InstrumentId(String venue, String base, String quote) implements Serializable {

  /**
   * Reads {@code venue:BASE/QUOTE}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static InstrumentId parse(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/', colon + 1);
    if (colon <= 0 || slash <= colon + 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException(
          "not an instrument: \"" + text + "\", expected venue:BASE/QUOTE such as sim:BTC/USD");
    }
    return new InstrumentId(
        text.substring(0, colon), text.substring(colon + 1, slash), text.substring(slash + 1));
  }

  /** {@code BASE/QUOTE}. */
  public String symbol() {
    return base + "/" + quote;
  }

  @Override
  public String toString() {
    return venue + ":" + base + "/" + quote;
  }
}
