package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commissions in BNB: 0.2 % for takers, a quarter off; BNB is worth 40 USD and 0.05 BTC. */
class FeesTest {

  private static final SymbolSpec BNBUSD = symbol("BNBUSD", "BNB", "USD");
  private static final SymbolSpec BTCBNB = symbol("BTCBNB", "BTC", "BNB");

  private final MatchingEngine engine =
      new MatchingEngine(
          List.of(BTCUSD, BNBUSD, BTCBNB),
          new MatchingRules(amount("0.001"), amount("0.002"), 0, amount("5")));

  private static SymbolSpec symbol(String name, String base, String quote) {
    return new SymbolSpec(
        name, base, quote, amount("0.01"), amount("0.0001"), amount("0.0001"), amount("1000"), 0);
  }

  @BeforeEach
  void open() {
    Map<String, Long> money =
        Map.of("USD", amount("1000"), "BTC", amount("5"), "BNB", amount("0.05"));
    engine.openAccount("payer", money, Map.of(), true);
    engine.openAccount("other", money, Map.of());
    engine.trade("BTCUSD", amount("800"), amount("1"), 1);
  }

  private Fill market(String account, Side side) {
    NewOrder order =
        new NewOrder(
            account,
            "BTCUSD",
            "c",
            side,
            VenueOrderType.MARKET,
            TimeInForce.GTC,
            amount("1"),
            0,
            0,
            SelfTradePrevention.NONE,
            0);
    PlaceResult.Accepted placed = (PlaceResult.Accepted) engine.place(order, 1);
    return placed.executions().get(1).fill().orElseThrow();
  }

  private long bnb(String account) {
    return engine.balances(account).stream()
        .filter(b -> b.asset().equals("BNB"))
        .findFirst()
        .orElseThrow()
        .free();
  }

  @Test
  void ofASaleAreConvertedAtTheLastPrice() {
    engine.trade("BNBUSD", amount("40"), amount("1"), 1);
    // 800 × 0.002 × 0.75 ÷ 40
    Fill fill = market("payer", SELL);
    assertThat(fill.commissionAsset()).isEqualTo("BNB");
    assertThat(fill.commission()).isEqualTo(amount("0.03"));
    assertThat(bnb("payer")).isEqualTo(amount("0.02"));
    assertThat(engine.feesCollected()).isEqualTo(Map.of("BNB", amount("0.03")));
    // Now there is too little of it: the whole commission, in what was received.
    Fill second = market("payer", SELL);
    assertThat(second.commissionAsset()).isEqualTo("USD");
    assertThat(second.commission()).isEqualTo(amount("1.6"));
  }

  @Test
  void ofAPurchaseAreConvertedByTheSymbolThatThereIs() {
    engine.trade("BTCBNB", amount("20"), amount("1"), 1);
    // 1 × 0.002 × 0.75 × 20
    assertThat(market("payer", BUY).commission()).isEqualTo(amount("0.03"));
    assertThat(bnb("payer")).isEqualTo(amount("0.02"));
  }

  @Test
  void stayInWhatWasReceivedWithoutAPriceOrTheOption() {
    assertThat(market("payer", SELL).commissionAsset()).isEqualTo("USD");
    engine.trade("BNBUSD", amount("40"), amount("1"), 1);
    assertThat(market("other", SELL).commissionAsset()).isEqualTo("USD");
    assertThat(bnb("other")).isEqualTo(amount("0.05"));
  }
}
