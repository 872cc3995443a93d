package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.FeedOptions.Clock;
import io.alphaflow.ingest.feed.FeedOptions.Quotes;
import io.alphaflow.ingest.feed.MarketFeed;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestOptionsTest {

  @Test
  void hasDefaultsForALiveVenue() {
    assertThat(TestDesk.config("ingest: {}").read(IngestOptions::read))
        .isEqualTo(
            new IngestOptions(
                1_000_000,
                1_000_000,
                MarketFeed.LATEST,
                BarSpec.PUBLISHED,
                100,
                false,
                FeedOptions.DEFAULT.with(o -> o.klines = true)));
  }

  @Test
  void readsEachKey() {
    DeskConfig config =
        TestDesk.config(
            "ingest: {markInterval: 250ms, clockTickInterval: 2s, startFromTradeId: 1,"
                + " bars: [5m, 100t], quotes: book, quoteSampleInterval: 0ms, quotesInTradeLog: true, trades: aggTrade,"
                + " clock: events, heartbeatInterval: 5s, deadLettersPerMinute: 7}");
    assertThat(config.read(IngestOptions::read))
        .isEqualTo(
            new IngestOptions(
                250_000,
                2_000_000,
                1,
                List.of(BarSpec.parse("5m"), BarSpec.parse("100t")),
                7,
                true,
                FeedOptions.DEFAULT.with(
                    o -> {
                      o.quotes = Quotes.BOOK;
                      o.quoteIntervalMicros = 0;
                      o.trades = StreamKind.AGG_TRADE;
                      o.clock = Clock.EVENTS;
                      o.heartbeatMicros = 5_000_000;
                    })));
  }

  @Test
  void quotesCannotBeInTheTradeLogWhenThereAreNone() {
    assertThatThrownBy(
            () -> TestDesk.config("ingest: {quotesInTradeLog: true}").read(IngestOptions::read))
        .hasMessageContaining("ingest.quotesInTradeLog: \"true\"")
        .hasMessageContaining("quotes: ticker or book");
  }

  @Test
  void listsAllErrorsWithPathValueAndWhatWouldBeAccepted() {
    DeskConfig config =
        TestDesk.config(
            "ingest: {markIntervall: 1s, clockTickInterval: 0s, startFromTradeId: first, bars: [0s]}");
    assertThatThrownBy(() -> config.read(IngestOptions::read))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.errors())
                    .hasSize(4)
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.markIntervall: unknown key"))
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.clockTickInterval: \"0"))
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.bars: \"0s"))
                    .anySatisfy(
                        s ->
                            assertThat(s)
                                .startsWith("ingest.startFromTradeId: \"first\"")
                                .contains("latest")));
  }
}
