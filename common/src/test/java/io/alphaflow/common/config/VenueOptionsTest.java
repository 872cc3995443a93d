package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VenueOptionsTest {

  private static VenueOptions read(String venue) {
    return ConfigNode.parse(
        "x.yaml", "venue: {" + venue + "}", root -> VenueOptions.read(root.section("venue")));
  }

  @Test
  void withoutATypeItIsBinancesProtocolAtTheGivenAddresses() {
    VenueOptions venue =
        read(
            "name: sim, restUrl: 'http://r', streamUrl: 'ws://s', wsApiUrl: 'ws://w',"
                + " symbols: [BTC/USD]");
    assertThat(venue.type()).isEqualTo(VenueType.BINANCE);
    assertThat(venue.restUrl()).isEqualTo("http://r");
    assertThat(venue.recvWindow()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void presetsNameTheAddresses() {
    VenueOptions testnet = read("name: binance, preset: testnet, symbols: [BTC/USDT]");
    assertThat(testnet.restUrl()).isEqualTo("https://testnet.binance.vision");
    assertThat(testnet.wsApiUrl()).isEqualTo("wss://ws-api.testnet.binance.vision/ws-api/v3");
    VenueOptions demo = read("name: binance, preset: demo, symbols: [BTC/USDT]");
    assertThat(demo.streamUrl()).isEqualTo("wss://demo-stream.binance.com");
    VenueOptions coinbase =
        read("name: coinbase, type: coinbase, preset: production, symbols: [BTC/USD]");
    assertThat(coinbase.restUrl()).isEqualTo("https://api.coinbase.com");
    assertThat(coinbase.wsApiUrl()).isEqualTo("wss://advanced-trade-ws-user.coinbase.com");
    assertThat(coinbase.requestsPerMinute()).isEqualTo(600);
    assertThat(coinbase.recvWindow()).isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void alpacaIsPaperUnlessProductionIsSaid() {
    VenueOptions paper = read("name: alpaca, type: alpaca, symbols: [BTC/USD]");
    assertThat(paper.restUrl()).isEqualTo("https://paper-api.alpaca.markets");
    assertThat(paper.requestsPerMinute()).isEqualTo(200);
    assertThat(read("name: alpaca, type: alpaca, preset: production, symbols: [BTC/USD]").restUrl())
        .isEqualTo("https://api.alpaca.markets");
  }

  @Test
  void aGivenAddressCountsMoreThanThePreset() {
    VenueOptions venue =
        read("name: binance, preset: testnet, restUrl: 'http://r', symbols: [BTC/USDT]");
    assertThat(venue.restUrl()).isEqualTo("http://r");
    assertThat(venue.streamUrl()).isEqualTo("wss://stream.testnet.binance.vision");
  }

  @Test
  void nothingIsTradedAtAPlaceThatNobodyNamed() {
    assertThatThrownBy(() -> read("name: coinbase, type: coinbase, symbols: [BTC/USD]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("venue.restUrl: missing");
  }

  @Test
  void unknownTypesAndPresetsAreNamedWithWhatThereIs() {
    assertThatThrownBy(() -> read("name: x, type: kraken, preset: live, symbols: [BTC/USD]"))
        .hasMessageContaining("venue.type: \"kraken\"")
        .hasMessageContaining("binance, coinbase, alpaca")
        .hasMessageContaining("demo, production, testnet");
  }

  @Test
  void pricesComeFromTheVenueUnlessAnotherIsNamed() {
    String desk =
        """
        desk: demo
        kafka: {bootstrapServers: "x:1"}
        venue: {name: alpaca, type: alpaca, symbols: [BTC/USD]%s}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        """;
    DeskConfig own = DeskConfig.parse("x.yaml", desk.formatted(""));
    assertThat(own.marketVenue()).isSameAs(own.venue());
    DeskConfig other =
        DeskConfig.parse(
            "x.yaml", desk.formatted(", marketData: {type: coinbase, preset: production}"));
    assertThat(other.venue().type()).isEqualTo(VenueType.ALPACA);
    assertThat(other.marketVenue().type()).isEqualTo(VenueType.COINBASE);
    assertThat(other.marketVenue().name()).isEqualTo("alpaca");
    assertThat(other.marketVenue().symbols()).isEqualTo(other.venue().symbols());
    assertThatThrownBy(
            () ->
                DeskConfig.parse(
                    "x.yaml", desk.formatted(", marketData: {type: coinbase, symbols: []}")))
        .hasMessageContaining("venue.marketData.symbols")
        .hasMessageContaining("venue.marketData.restUrl: missing");
  }
}
