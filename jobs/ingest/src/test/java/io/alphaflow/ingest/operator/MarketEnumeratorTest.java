package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedPosition;
import io.alphaflow.ingest.operator.MarketMessage.Drop;
import io.alphaflow.ingest.operator.MarketMessage.Forget;
import io.alphaflow.ingest.operator.MarketMessage.Holding;
import io.alphaflow.ingest.operator.MarketMessage.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketEnumeratorTest {

  private static final String A = "sim:A/USD";
  private static final String B = "sim:B/USD";
  private static final String C = "sim:C/USD";

  private final TreeSet<String> wanted = new TreeSet<>(List.of(A, B, C));
  private boolean setFails;
  private MockSplitEnumeratorContext<MarketSplit> context;
  private MarketEnumerator enumerator;

  @AfterEach
  void close() throws Exception {
    context.close();
  }

  @Test
  void spreadsInstrumentsEvenlyOnceAllReadersHaveToldWhatTheyHave() throws Throwable {
    begin(2, null);
    poll();
    register(1, List.of());
    assertThat(assigned()).isEmpty();
    register(0, List.of());
    assertThat(assigned())
        .isEqualTo(
            Map.of(
                0, List.of(start(A, true), start(C, true)),
                1, List.of(start(B, true))));
  }

  @Test
  void waitsForTheSetOfInstruments() throws Throwable {
    begin(1, null);
    register(0, List.of());
    setFails = true;
    poll();
    assertThat(assigned()).isEmpty();
    setFails = false;
    poll();
    assertThat(assigned().get(0)).hasSize(3);
  }

  @Test
  void aRestoredOneHandsOutOnlyWhatNoReaderHas() throws Throwable {
    begin(1, new MarketAssignments(List.of(at(B, 77))));
    poll();
    register(0, List.of(at(A, 5)));
    assertThat(assigned().get(0)).containsExactly(at(B, 77), start(C, false));
    assertThat(enumerator.snapshotState(1).idle()).isEmpty();
  }

  @Test
  void aRestoredSplitThatIsWantedNoMoreIsDroppedAndItsPlaceRemembered() throws Throwable {
    wanted.remove(A);
    begin(1, new MarketAssignments(List.of()));
    poll();
    register(0, List.of(at(A, 5), at(B, 6), at(C, 7)));
    assertThat(sent(0)).containsExactly(new Drop(List.of(A)));
    enumerator.handleSourceEvent(0, new Parked(parked(A, 9)));
    assertThat(sent(0)).containsExactly(new Drop(List.of(A)), new Forget(List.of(A)));
    assertThat(enumerator.snapshotState(1).idle()).containsExactly(parked(A, 9));
  }

  @Test
  void addedWhileRunningGoToTheReaderWithTheFewest() throws Throwable {
    begin(2, null);
    poll();
    register(0, List.of());
    register(1, List.of());
    wanted.add("sim:D/USD");
    poll();
    assertThat(assigned().get(1)).containsExactly(start(B, true), start("sim:D/USD", false));
  }

  @Test
  void removedAndAddedAgainGoesOnFromItsPlaceAtTheSameReader() throws Throwable {
    begin(2, null);
    poll();
    register(0, List.of());
    register(1, List.of());
    wanted.remove(A);
    poll();
    wanted.add(A);
    poll();
    assertThat(assigned().get(0)).as("not before its place is known").hasSize(2);
    wanted.add("sim:D/USD");
    enumerator.handleSourceEvent(0, new Parked(parked(A, 9)));
    assertThat(assigned().get(0)).contains(at(A, 9));
    assertThat(enumerator.snapshotState(1).idle()).isEmpty();
  }

  @Test
  void splitsOfAFailedReaderGoOutAgainWhenItHasToldWhatItHas() throws Throwable {
    begin(1, null);
    poll();
    register(0, List.of());
    enumerator.addSplitsBack(List.of(start(B, true)), 0);
    register(0, List.of(at(A, 4), at(C, 4)));
    assertThat(assigned().get(0))
        .containsExactly(start(A, true), start(B, true), start(C, true), start(B, true));
  }

  @Test
  void whatAReaderHasCountsMoreThanWhatWasRemembered() throws Throwable {
    begin(1, new MarketAssignments(List.of(at(A, 99))));
    poll();
    register(0, List.of(at(A, 50), at(B, 1), at(C, 1)));
    assertThat(assigned()).isEmpty();
    assertThat(enumerator.snapshotState(1).idle()).isEmpty();
  }

  @Test
  void stateSurvivesItsBytes() throws Exception {
    begin(1, null);
    MarketSplit split =
        new MarketSplit(new FeedPosition(A, Long.MAX_VALUE, StreamKind.AGG_TRADE, 7, true), true);
    var splits = MarketSerializers.splits();
    assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split))).isEqualTo(split);
    MarketAssignments state = new MarketAssignments(List.of(split, at(B, 1)));
    var assignments = MarketSerializers.assignments();
    assertThat(assignments.deserialize(2, assignments.serialize(state))).isEqualTo(state);
  }

  private void begin(int readers, MarketAssignments restored) {
    context = new MockSplitEnumeratorContext<>(readers);
    enumerator =
        new MarketEnumerator(
            context,
            new InstrumentSet() {
              @Override
              public SortedSet<String> current() {
                if (setFails) {
                  throw new IllegalStateException("not now");
                }
                return new TreeSet<>(wanted);
              }

              @Override
              public boolean isConfigured(String instrument) {
                return List.of(A, B, C).contains(instrument);
              }
            },
            (instrument, required) -> FeedPosition.start(instrument, 1, StreamKind.TRADE, required),
            restored);
    enumerator.start();
  }

  private void poll() throws Throwable {
    context.runPeriodicCallable(0);
  }

  private void register(int reader, List<MarketSplit> has) {
    context.registerReader(new ReaderInfo(reader, "host"));
    enumerator.addReader(reader);
    enumerator.handleSourceEvent(reader, new Holding(has));
  }

  private Map<Integer, List<MarketSplit>> assigned() {
    Map<Integer, List<MarketSplit>> all = new TreeMap<>();
    context
        .getSplitsAssignmentSequence()
        .forEach(
            a ->
                a.assignment()
                    .forEach(
                        (reader, splits) ->
                            all.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(splits)));
    return all;
  }

  private List<SourceEvent> sent(int reader) throws Exception {
    return context.getSentSourceEvent().getOrDefault(reader, List.of());
  }

  private static MarketSplit start(String instrument, boolean required) {
    return MarketSplit.of(FeedPosition.start(instrument, 1, StreamKind.TRADE, required));
  }

  private static MarketSplit at(String instrument, long next) {
    return MarketSplit.of(FeedPosition.start(instrument, next, StreamKind.TRADE, false));
  }

  private static MarketSplit parked(String instrument, long next) {
    return new MarketSplit(FeedPosition.start(instrument, next, StreamKind.TRADE, false), true);
  }
}
