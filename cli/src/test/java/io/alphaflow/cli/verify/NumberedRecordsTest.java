package io.alphaflow.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.topic.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberedRecordsTest {

  private static Signal signal(String strategy, long sequence, Side side) {
    return new Signal(
        strategy,
        "main",
        "sim:BTC/USD",
        sequence,
        1_000 + sequence,
        side,
        SizingMode.BASE_QUANTITY,
        1,
        OrderType.MARKET,
        0,
        1,
        "tag",
        sequence,
        Map.of("x", 1.0));
  }

  private static NumberedRecords log(Signal... signals) {
    NumberedRecords log = new NumberedRecords();
    for (Signal signal : signals) {
      add(log, 0, signal);
    }
    return log;
  }

  private static void add(NumberedRecords log, int partition, Signal signal) {
    log.add(partition, signal.producer(), signal.sequence(), Topics.JOURNAL.codec().encode(signal));
  }

  private static final Signal FIRST = signal("a", 1, Side.BUY);
  private static final Signal SECOND = signal("a", 2, Side.SELL);
  private static final Signal OTHER = signal("b", 1, Side.BUY);

  @Test
  void equalLogsHaveNoDifferencesInWhateverOrderTheirProducersCame() {
    NumberedRecords recorded = log(FIRST, OTHER, SECOND);
    NumberedRecords made = log(FIRST, SECOND, OTHER);
    assertThat(recorded.missingOrOther(made)).isEmpty();
    assertThat(recorded.surplus(made)).isEmpty();
    assertThat(made.size()).isEqualTo(3);
  }

  @Test
  void aSignalThatWasWrittenTwiceCountsOnce() {
    NumberedRecords recorded = log(FIRST, SECOND, FIRST, SECOND);
    assertThat(recorded.size()).isEqualTo(2);
    assertThat(recorded.faults()).isEmpty();
  }

  @Test
  void tellsAMissingSignal() {
    assertThat(log(FIRST).missingOrOther(log(FIRST, SECOND)))
        .singleElement()
        .extracting(Difference::text)
        .asString()
        .startsWith("signal/a/sim:BTC/USD number 2 is not recorded");
    assertThat(log(FIRST).hasAllOf(log(FIRST, SECOND))).isFalse();
  }

  @Test
  void tellsASurplusSignal() {
    assertThat(log(FIRST, OTHER).surplus(log(FIRST)))
        .singleElement()
        .extracting(Difference::text)
        .asString()
        .startsWith("signal/b/sim:BTC/USD number 1 is recorded but");
  }

  @Test
  void tellsASignalThatDiffersInOneField() {
    assertThat(log(FIRST).missingOrOther(log(signal("a", 1, Side.SELL))))
        .singleElement()
        .extracting(Difference::text)
        .asString()
        .contains("\"BUY\"", "\"SELL\"");
  }

  @Test
  void namesTheFieldThatDiffers() {
    Difference difference = log(FIRST).missingOrOther(log(signal("a", 1, Side.SELL))).get(0);
    assertThat(difference.producer()).isEqualTo("signal/a/sim:BTC/USD");
    assertThat(difference.sequence()).isEqualTo(1);
    assertThat(difference.fields())
        .containsExactly("side: recorded \"BUY\", the replay makes \"SELL\"");
  }

  @Test
  void tellsSignalsOutOfOrderAndTwiceWithOtherContent() {
    assertThat(log(SECOND, FIRST).faults())
        .singleElement()
        .extracting(Difference::text)
        .asString()
        .contains("comes before");
    assertThat(log(FIRST, signal("a", 1, Side.SELL)).faults())
        .singleElement()
        .extracting(Difference::text)
        .asString()
        .contains("twice");
  }

  /** Partitions are read in any order; an instance may move to an account in another one. */
  @Test
  void ordersOnlyWithinAPartition() {
    NumberedRecords log = new NumberedRecords();
    add(log, 1, SECOND);
    add(log, 0, FIRST);
    assertThat(log.faults()).isEmpty();
    assertThat(log.missingOrOther(log(FIRST, SECOND))).isEmpty();
  }
}
