package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeInfoTest {

  private static final InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");
  private static final InstrumentId ETH = InstrumentId.parse("sim:ETH/USD");

  private static final String FILTERS =
      """
      {"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000.00","tickSize":"0.01"},
      {"filterType":"LOT_SIZE","minQty":"0.0001","maxQty":"9000.0","stepSize":"0.00001"},
      {"filterType":"NOTIONAL","minNotional":"5.00","applyMinToMarket":true}""";

  @Test
  void mapsTheFiltersOfWantedSymbolsOnly() throws IOException {
    String body =
        "{\"timezone\":\"UTC\",\"rateLimits\":[{\"limit\":1}],\"symbols\":["
            + symbol("LTC", "TRADING", "")
            + ","
            + symbol("BTC", "TRADING", FILTERS)
            + "]}";
    assertThat(ExchangeInfo.read(body, List.of(BTC, ETH)).instruments())
        .isEqualTo(
            Map.of(
                BTC,
                new Instrument(
                    "sim:BTC/USD",
                    1,
                    "BTCUSD",
                    "BTC",
                    "USD",
                    1_000_000,
                    1_000_000,
                    Fixed8.of(1_000_000),
                    1_000,
                    10_000,
                    Fixed8.of(9_000),
                    Fixed8.of(5),
                    true,
                    0)));
  }

  @Test
  void takesTheOldNameOfTheNotionalFilter() throws IOException {
    Instrument btc = read(FILTERS.replace("NOTIONAL", "MIN_NOTIONAL"));
    assertThat(btc.minNotional()).isEqualTo(Fixed8.of(5));
  }

  @Test
  void aFilterThatIsOffOrAbsentBindsNothing() throws IOException {
    Instrument btc =
        read(
            "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0\",\"maxPrice\":\"0.00\",\"tickSize\":\"0.0\"}");
    assertThat(btc.tickSize()).isEqualTo(1);
    assertThat(btc.minPrice()).isZero();
    assertThat(btc.maxPrice()).isEqualTo(Long.MAX_VALUE);
    assertThat(btc.stepSize()).isEqualTo(1);
    assertThat(btc.maxQuantity()).isEqualTo(Long.MAX_VALUE);
    assertThat(btc.minNotional()).isZero();
  }

  @Test
  void aBoundBeyondOurRangeIsTheLargestAmount() throws IOException {
    assertThat(read(FILTERS.replace("9000.0", "92141578000.0")).maxQuantity())
        .isEqualTo(Fixed8.of(92_141_578_000L));
    assertThat(read(FILTERS.replace("9000.0", "922337203685477.0")).maxQuantity())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void onlyStatusTradingTakesOrders() throws IOException {
    String body = "{\"symbols\":[" + symbol("BTC", "CANCEL_ONLY", FILTERS) + "]}";
    assertThat(ExchangeInfo.read(body, List.of(BTC)).instruments().get(BTC).trading()).isFalse();
  }

  @Test
  void amountsAreOfTheQuotesDecimalsWhereOrdersMayHaveThem() throws IOException {
    assertThat(read(FILTERS).quoteStep()).isZero();
    assertThat(amounts("\"quoteOrderQtyMarketAllowed\":true,\"quoteAssetPrecision\":8"))
        .isEqualTo(1);
    assertThat(amounts("\"quoteOrderQtyMarketAllowed\":true,\"quoteAssetPrecision\":2"))
        .isEqualTo(Fixed8.ONE / 100);
    assertThat(amounts("\"quoteOrderQtyMarketAllowed\":false,\"quoteAssetPrecision\":2")).isZero();
  }

  private static long amounts(String fields) throws IOException {
    String symbol = symbol("BTC", "TRADING", FILTERS).replaceFirst("\\{", "{" + fields + ",");
    return ExchangeInfo.read("{\"symbols\":[" + symbol + "]}", List.of(BTC))
        .instruments()
        .get(BTC)
        .quoteStep();
  }

  @Test
  void namesTheFilterValueThatCannotBeRead() {
    assertThatThrownBy(() -> read(FILTERS.replace("\"0.00001\"", "\"1e-9\"")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("BTCUSD: LOT_SIZE.stepSize is \"1e-9\"");
  }

  @Test
  void readsTheServerTimeOrRefuses() throws IOException {
    assertThat(ExchangeInfo.readServerTime("{\"serverTime\":1499827319559000}"))
        .isEqualTo(1_499_827_319_559_000L);
    assertThatThrownBy(() -> ExchangeInfo.readServerTime("{}")).isInstanceOf(IOException.class);
  }

  private static Instrument read(String filters) throws IOException {
    String body = "{\"symbols\":[" + symbol("BTC", "TRADING", filters) + "]}";
    return ExchangeInfo.read(body, List.of(BTC)).instruments().get(BTC);
  }

  private static String symbol(String base, String status, String filters) {
    return "{\"symbol\":\""
        + base
        + "USD\",\"status\":\""
        + status
        + "\",\"baseAsset\":\""
        + base
        + "\",\"quoteAsset\":\"USD\",\"permissionSets\":[[\"SPOT\"]],\"filters\":["
        + filters
        + "]}";
  }
}
