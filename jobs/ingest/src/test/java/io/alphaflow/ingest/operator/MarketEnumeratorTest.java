package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.junit.jupiter.api.Test;

class MarketEnumeratorTest {

  private static final List<String> SYMBOLS = List.of("sim:A/USD", "sim:B/USD", "sim:C/USD");
  private static final MarketAssignments NONE = new MarketAssignments(List.of(), List.of());

  @Test
  void spreadsInstrumentsOverReadersAllOfAReadersInOneGo() throws Exception {
    try (MockSplitEnumeratorContext<MarketSplit> context = context(2)) {
      MarketEnumerator enumerator = new MarketEnumerator(context, SYMBOLS, 1, NONE);
      enumerator.start();
      register(context, enumerator, 1);
      register(context, enumerator, 0);
      assertThat(context.getSplitsAssignmentSequence()).hasSize(2);
      assertThat(context.getSplitsAssignmentSequence().get(0).assignment())
          .containsOnlyKeys(1)
          .containsEntry(1, List.of(new MarketSplit("sim:B/USD", 1)));
      assertThat(context.getSplitsAssignmentSequence().get(1).assignment().get(0))
          .containsExactly(new MarketSplit("sim:A/USD", 1), new MarketSplit("sim:C/USD", 1));
    }
  }

  @Test
  void aRestoredOneHandsOutOnlyWhatIsNewOrWasNotAssigned() throws Exception {
    try (MockSplitEnumeratorContext<MarketSplit> context = context(1)) {
      MarketAssignments before =
          new MarketAssignments(
              List.of("sim:A/USD", "sim:B/USD", "sim:GONE/USD"),
              List.of(new MarketSplit("sim:B/USD", 77), new MarketSplit("sim:GONE/USD", 3)));
      MarketEnumerator enumerator = new MarketEnumerator(context, SYMBOLS, 1, before);
      enumerator.start();
      register(context, enumerator, 0);
      assertThat(context.getSplitsAssignmentSequence().get(0).assignment().get(0))
          .containsExactly(new MarketSplit("sim:B/USD", 77), new MarketSplit("sim:C/USD", 1));
      assertThat(enumerator.snapshotState(1))
          .isEqualTo(
              new MarketAssignments(List.of("sim:A/USD", "sim:B/USD", "sim:C/USD"), List.of()));
    }
  }

  @Test
  void splitsOfAFailedReaderGoToItAgain() throws Exception {
    try (MockSplitEnumeratorContext<MarketSplit> context = context(1)) {
      MarketEnumerator enumerator = new MarketEnumerator(context, SYMBOLS, 1, NONE);
      enumerator.start();
      register(context, enumerator, 0);
      enumerator.addSplitsBack(List.of(new MarketSplit("sim:A/USD", 9)), 0);
      enumerator.addReader(0);
      assertThat(context.getSplitsAssignmentSequence().get(1).assignment().get(0))
          .containsExactly(new MarketSplit("sim:A/USD", 9));
    }
  }

  @Test
  void stateSurvivesItsBytes() throws Exception {
    MarketSplit split = new MarketSplit("sim:A/USD", Long.MAX_VALUE);
    var splits = MarketSerializers.splits();
    assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split))).isEqualTo(split);
    MarketAssignments state = new MarketAssignments(SYMBOLS, List.of(split));
    var assignments = MarketSerializers.assignments();
    assertThat(assignments.deserialize(1, assignments.serialize(state))).isEqualTo(state);
    assertThatThrownBy(() -> assignments.deserialize(2, assignments.serialize(state)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  private static MockSplitEnumeratorContext<MarketSplit> context(int readers) {
    return new MockSplitEnumeratorContext<>(readers);
  }

  private static void register(
      MockSplitEnumeratorContext<MarketSplit> context, MarketEnumerator enumerator, int reader) {
    context.registerReader(new ReaderInfo(reader, "host"));
    enumerator.addReader(reader);
  }
}
