package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.ingest.feed.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrategyCopiesHarnessTest {

  private static final int PARTITIONS = 4;
  private static final List<String> ALL =
      List.of("sim:BTC/USD", "sim:ETH/USD", "sim:LTC/USD", "sim:XRP/USD", "sim:ADA/USD");

  private OneInputStreamOperatorTestHarness<RawRecord, MarketEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new StrategyCopies(PARTITIONS)));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void eachPartitionGetsTheWholeChangeOnce() throws Exception {
    StrategyChange change = change(ALL, List.of());
    in(Topics.STRATEGIES.codec().encode(change));
    List<MarketEvent.StrategyCopy> copies =
        harness.extractOutputValues().stream().map(MarketEvent::strategy).toList();
    assertThat(copies).extracting(MarketEvent.StrategyCopy::partition).containsExactly(0, 1, 2, 3);
    for (MarketEvent.StrategyCopy copy : copies) {
      assertThat(copy.id()).isEqualTo("trend");
      assertThat(Topics.TRADES.codec().decode(copy.entry())).isEqualTo(change);
    }
    assertThat(letters()).isEmpty();
  }

  @Test
  void aChangeOfOneInstrumentGoesToAllPartitionsToo() throws Exception {
    in(Topics.STRATEGIES.codec().encode(change(List.of("sim:BTC/USD"), List.of())));
    assertThat(harness.extractOutputValues())
        .extracting(event -> event.strategy().partition())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void whateverAFieldHoldsTheJobGoesOn() throws Exception {
    Bar bar = new Bar("sim:BTC/USD", "1m", 1, 0, 60, 1, 1, 1, 1, 1, 1, 1, 1, 0);
    String text =
        new String(
            Topics.STRATEGIES.codec().encode(change(List.of("sim:BTC/USD"), List.of(bar))),
            StandardCharsets.UTF_8);
    ObjectMapper mapper = new ObjectMapper();
    List<String> names = new ArrayList<>();
    mapper.readTree(text).fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSizeGreaterThan(10);
    int records = 0;
    for (String name : names) {
      for (String value : List.of("", "null", "7", "\"x\"", "[null]", "[{}]", "{\"a\":null}")) {
        ObjectNode node = (ObjectNode) mapper.readTree(text);
        if (value.isEmpty()) {
          node.remove(name);
        } else {
          node.set(name, mapper.readTree(value));
        }
        in(mapper.writeValueAsBytes(node));
        records++;
      }
    }
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      in(bytes);
      records++;
    }
    assertThat(letters().size() + harness.extractOutputValues().size() / PARTITIONS)
        .isEqualTo(records);
    assertThat(letters()).allMatch(letter -> !letter.reason().isBlank());
  }

  @Test
  void whatCannotBeReadIsADeadLetterWithItsPlaceAndBytes() throws Exception {
    byte[] nonsense = "{\"id\":7".getBytes(StandardCharsets.UTF_8);
    in(nonsense);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.source()).isEqualTo("ingest");
              assertThat(letter.code()).isEqualTo("UNREADABLE");
              assertThat(letter.topic()).isEqualTo("strategies");
              assertThat(letter.offset()).isEqualTo(9);
              assertThat(letter.raw()).isEqualTo(Base64.getEncoder().encodeToString(nonsense));
            });
  }

  @Test
  void aChangeWithoutInstrumentsOrIdAndAnEmptyRecordAreDeadLetters() throws Exception {
    in(Topics.STRATEGIES.codec().encode(change(List.of(), List.of())));
    in("{\"version\":1,\"instruments\":[\"sim:BTC/USD\"]}".getBytes(StandardCharsets.UTF_8));
    in(new byte[0]);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(letters()).hasSize(3).allMatch(letter -> !letter.reason().isBlank());
  }

  @Test
  void aChangeThatTheTradeLogCannotTakeIsADeadLetterThatCanBeWritten() throws Exception {
    Bar bar = new Bar("sim:BTC/USD", "1m", 1, 0, 60, 1, 1, 1, 1, 1, 1, 1, 1, 0);
    in(
        Topics.STRATEGIES
            .codec()
            .encode(change(List.of("sim:BTC/USD"), Collections.nCopies(6_000, bar))));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.code()).isEqualTo("STRATEGY_CHANGE_UNUSABLE");
              assertThat(letter.reason()).contains("at most 1000000", "first 600000 bytes");
              assertThat(letter.raw().length()).isLessThan(1_000_000);
            });
  }

  private void in(byte[] value) throws Exception {
    harness.processElement(
        new StreamRecord<>(new RawRecord("strategies", 0, 9, 0, "trend", value)));
  }

  private List<DeadLetter> letters() {
    Queue<StreamRecord<DeadLetter>> records = harness.getSideOutput(SideOutputs.DEAD_LETTERS);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static StrategyChange change(List<String> instruments, List<Bar> history) {
    return new StrategyChange(
        "trend",
        3,
        StrategyChange.Action.RUN,
        "moving-average-cross",
        "main",
        instruments,
        "1m",
        new TreeMap<>(Map.of("fast", "3")),
        0,
        "ann",
        7,
        history,
        "signature");
  }
}
