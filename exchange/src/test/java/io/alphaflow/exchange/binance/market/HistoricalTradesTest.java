package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HistoricalTradesTest {

  private static final long NOW = 1_700_000_000_000_000L;

  @Test
  void mapsEachFieldAndKeepsTheElementsText() throws IOException {
    String element = element(7, "\"4.00000100\"");
    TradePage page = HistoricalTrades.read("[" + element + "]", "BTCUSD", StreamKind.TRADE, 7, NOW);
    assertThat(page.trades())
        .containsExactly(
            new VenueTrade(
                StreamKind.TRADE,
                "BTCUSD",
                7,
                Fixed8.parse("4.000001"),
                Fixed8.parse("12"),
                true,
                1_499_865_549_590_000L,
                element));
    assertThat(page.lastId()).isEqualTo(7);
    assertThat(page.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void anEmptyPageEndsBeforeTheIdThatWasAskedFor() throws IOException {
    TradePage page = HistoricalTrades.read("[]", "BTCUSD", StreamKind.TRADE, 42, NOW);
    assertThat(page.size()).isZero();
    assertThat(page.lastId()).isEqualTo(41);
  }

  @Test
  void aBadElementDoesNotSpoilThePage() throws IOException {
    String bad = element(8, "{\"a\":[1,2]}");
    String body = "[" + element(7, "\"1\"") + "," + bad + "," + element(9, "\"3\"") + "]";
    TradePage page = HistoricalTrades.read(body, "BTCUSD", StreamKind.TRADE, 7, NOW);
    assertThat(page.trades()).extracting(VenueTrade::id).containsExactly(7L, 9L);
    assertThat(page.unreadable())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.id()).isEqualTo(8);
              assertThat(e.raw()).isEqualTo(bad);
              assertThat(e.reason()).contains("price must be a decimal string");
            });
    assertThat(page.size()).isEqualTo(3);
  }

  @Test
  void anElementWithoutIdTakesTheNextOne() throws IOException {
    String body = "[" + element(7, "\"1\"") + ",{\"price\":\"1\"}]";
    TradePage page = HistoricalTrades.read(body, "BTCUSD", StreamKind.TRADE, 7, NOW);
    assertThat(page.unreadable()).extracting(TradePage.BadElement::id).containsExactly(8L);
    assertThat(page.lastId()).isEqualTo(8);
  }

  @Test
  void refusesWhatIsNotAnArrayOfObjects() {
    assertThatThrownBy(
            () -> HistoricalTrades.read("{\"code\":-1}", "BTCUSD", StreamKind.TRADE, 1, NOW))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HistoricalTrades.read("[1]", "BTCUSD", StreamKind.TRADE, 1, NOW))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HistoricalTrades.read("[", "BTCUSD", StreamKind.TRADE, 1, NOW))
        .isInstanceOf(IOException.class);
  }

  private static String element(long id, String price) {
    return "{\"id\":"
        + id
        + ",\"price\":"
        + price
        + ",\"qty\":\"12.00000000\",\"quoteQty\":\"48.000012\",\"time\":1499865549590000,"
        + "\"isBuyerMaker\":true,\"isBestMatch\":true}";
  }
}
