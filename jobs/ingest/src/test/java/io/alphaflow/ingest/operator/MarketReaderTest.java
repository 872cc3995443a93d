package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.ScriptedVenue;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.FeedPosition;
import io.alphaflow.ingest.feed.ManualTimer;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.feed.MarketFeed;
import io.alphaflow.ingest.operator.MarketMessage.Drop;
import io.alphaflow.ingest.operator.MarketMessage.Forget;
import io.alphaflow.ingest.operator.MarketMessage.Holding;
import io.alphaflow.ingest.operator.MarketMessage.Parked;
import java.util.List;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketReaderTest {

  private static final String BTC = "sim:BTC/USD";
  private static final String ETH = "sim:ETH/USD";

  private final ManualTimer timer = new ManualTimer();
  private final ScriptedVenue venue = new ScriptedVenue(timer::nanos).list(BTC).list(ETH);
  private final RecordingReaderContext context = new RecordingReaderContext();
  private final RecordingReaderOutput<MarketEvent> output = new RecordingReaderOutput<>();
  private final MarketReader reader =
      new MarketReader(context, new MarketFeed(venue, FeedOptions.DEFAULT, timer));

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void tellsWhatItHasFromItsCheckpoint() {
    MarketSplit read = split(BTC, 5, false);
    MarketSplit parked = split(ETH, 6, true);
    reader.addSplits(List.of(read, parked));
    reader.start();
    assertThat(context.sent).containsExactly(new Holding(List.of(parked, read)));
    drain();
    assertThat(venue.subscribed()).hasSize(1);
    assertThat(venue.subscribed().get(0)).allMatch(key -> key.venueSymbol().equals("BTCUSD"));
  }

  @Test
  void aDroppedSplitIsKeptUntilTheEnumeratorHasIt() {
    venue.trade("BTCUSD", 3, false);
    reader.addSplits(List.of(split(BTC, 1, false)));
    drain();
    reader.handleSourceEvents(new Drop(List.of(BTC, "sim:NEVER/SEEN")));
    assertThat(reader.snapshotState(1)).extracting(MarketSplit::parked).containsExactly(false);
    drain();
    List<MarketSplit> state = reader.snapshotState(2);
    assertThat(state).extracting(s -> s.position().next()).containsExactly(4L);
    assertThat(state).extracting(MarketSplit::parked).containsExactly(true);
    assertThat(context.sent).containsExactly(new Parked(state.get(0)));
    assertThat(output.records).last().satisfies(e -> assertThat(e.time().removed()).isTrue());
    reader.handleSourceEvents(new Forget(List.of(BTC)));
    assertThat(reader.snapshotState(3)).isEmpty();
  }

  @Test
  void aSplitThatIsGivenAgainIsParkedNoMore() {
    reader.addSplits(List.of(split(BTC, 1, true)));
    reader.addSplits(List.of(split(BTC, 1, false)));
    assertThat(reader.snapshotState(1)).containsExactly(split(BTC, 1, false));
  }

  @Test
  void doesSeveralStepsInOneCallButNotAll() {
    reader.addSplits(List.of(split(BTC, 1, false)));
    drain();
    venue.trade("BTCUSD", 1_000, true);
    output.records.clear();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(output.records).hasSizeBetween(10, 500);
    drain();
    assertThat(output.records).hasSize(1_000);
    assertThat(reader.isAvailable()).isNotDone();
  }

  private void drain() {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    while (status == InputStatus.MORE_AVAILABLE) {
      status = reader.pollNext(output);
    }
  }

  private static MarketSplit split(String instrument, long next, boolean parked) {
    return new MarketSplit(new FeedPosition(instrument, next, StreamKind.TRADE, 0, false), parked);
  }
}
