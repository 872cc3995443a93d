package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.ingest.bar.BarInterval;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketFeed;
import java.time.Duration;
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
                BarInterval.of(Duration.ofMinutes(1)),
                new FeedOptions(false, 100_000)));
  }

  @Test
  void readsEachKey() {
    DeskConfig config =
        TestDesk.config(
            "ingest: {markInterval: 250ms, clockTickInterval: 2s, startFromTradeId: 1,"
                + " barInterval: 5m, quotes: true, quoteSampleInterval: 0ms}");
    assertThat(config.read(IngestOptions::read))
        .isEqualTo(
            new IngestOptions(
                250_000,
                2_000_000,
                1,
                BarInterval.of(Duration.ofMinutes(5)),
                new FeedOptions(true, 0)));
  }

  @Test
  void listsAllErrorsWithPathValueAndWhatWouldBeAccepted() {
    DeskConfig config =
        TestDesk.config(
            "ingest: {markIntervall: 1s, clockTickInterval: 0s, startFromTradeId: first, barInterval: 0s}");
    assertThatThrownBy(() -> config.read(IngestOptions::read))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.errors())
                    .hasSize(4)
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.markIntervall: unknown key"))
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.clockTickInterval: \"0"))
                    .anySatisfy(s -> assertThat(s).startsWith("ingest.barInterval: \"0"))
                    .anySatisfy(
                        s ->
                            assertThat(s)
                                .startsWith("ingest.startFromTradeId: \"first\"")
                                .contains("latest")));
  }
}
