package io.alphaflow.history.plan;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import java.util.List;
import java.util.Optional;

/**
 * What the name of a file says, such as {@code BTCUSDT-1m-2024-01.zip} or {@code
 * bitstamp_BTCUSD_trades.csv}.
 *
 * @param symbol {@code BASE/QUOTE}, empty when there is none in it
 * @param interval of its bars
 */
public record FileName(Optional<String> symbol, Optional<BarSpec> interval) {

  /** Longest first, so that BTCFDUSD ends with FDUSD and not with USD. */
  private static final List<String> QUOTES =
      List.of(
          "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USDS", "IDRT", "BIDR", "USD", "EUR",
          "GBP", "AUD", "BRL", "TRY", "RUB", "UAH", "NGN", "JPY", "DAI", "PAX", "BTC", "ETH", "BNB",
          "XRP", "TRX", "DOGE", "SOL");

  static FileName parse(String name) {
    Optional<String> symbol = Optional.empty();
    Optional<BarSpec> interval = Optional.empty();
    for (String part : name.split("[-_.]")) {
      if (symbol.isEmpty() && part.matches("[A-Z0-9]{5,20}")) {
        symbol = pair(part);
      }
      if (interval.isEmpty() && part.matches("[1-9]\\d{0,2}[smhd]")) {
        interval = Optional.of(BarSpec.parse(part));
      }
    }
    return new FileName(symbol, interval);
  }

  /** {@code BASE/QUOTE} of a symbol that a venue writes as one word, when its end is known. */
  public static Optional<String> pair(String part) {
    return QUOTES.stream()
        .filter(quote -> part.endsWith(quote) && part.length() >= quote.length() + 2)
        .map(quote -> part.substring(0, part.length() - quote.length()) + "/" + quote)
        .findFirst();
  }

  InstrumentId instrument(String venue) {
    return InstrumentId.parse(venue + ":" + symbol.orElseThrow());
  }
}
