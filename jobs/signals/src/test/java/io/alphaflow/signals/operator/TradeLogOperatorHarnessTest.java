package io.alphaflow.signals.operator;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.unsigned;
import static io.alphaflow.signals.TestLog.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.Fixture;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import io.alphaflow.signals.instance.StrategyInstance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class TradeLogOperatorHarnessTest {

  private static final StrategyInstance[] INSTANCES = {
    instance("a", "period", "3"),
    instance("b", "period", "3", "warm", "4", "every", "2"),
    instance("t", "on", "trades", "period", "2", "every", "3"),
    instance("q", "on", "quotes")
  };

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static List<MarketEntry> log(long seed, String instrument) {
    List<MarketEntry> log = new ArrayList<>(TestLog.random(seed, 800, instrument));
    log.add(300, change(Action.RUN, instance("x", "on", "trades", "every", "4"), 1));
    log.add(600, change(Action.PAUSE, instance("x"), 2));
    return log;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRestoredRunGivesTheSignalsOfAnUndisturbedOne(StateBackend backend) throws Exception {
    List<MarketEntry> log = log(11, BTC);
    List<String> expected;
    try (SignalsHarness whole = new SignalsHarness(options(INSTANCES), backend, 1, 0).open()) {
      whole.feed(0, log);
      expected = whole.texts();
      assertThat(whole.timers()).isZero();
    }
    assertThat(expected).hasSizeGreaterThan(200);
    List<String> signals = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (SignalsHarness first = new SignalsHarness(options(INSTANCES), backend, 1, 0).open()) {
      first.feed(0, log.subList(0, 200));
      first.snapshot(1);
      first.feed(0, log.subList(200, 400));
      snapshot = first.snapshot(2);
      signals.addAll(first.texts());
      first.feed(0, log.subList(400, 450));
    }
    try (SignalsHarness second =
        new SignalsHarness(options(INSTANCES), backend, 1, 0).open(snapshot)) {
      second.feed(0, log.subList(400, log.size()));
      signals.addAll(second.texts());
    }
    assertThat(signals).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void twoSubtasksGoOnWhereOneStopped(StateBackend backend) throws Exception {
    List<String> both = List.of(ofPartition(0), ofPartition(1));
    SignalsOptions options =
        options(
            2,
            instance("a", "scripted", "1m", both, "period", "3"),
            instance("t", "scripted", "1m", both, "on", "trades", "every", "3"));
    List<List<MarketEntry>> logs = List.of(log(12, ofPartition(0)), log(13, ofPartition(1)));
    List<List<String>> expected = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      try (SignalsHarness whole = new SignalsHarness(options, backend, 1, 0).open()) {
        whole.feed(p, logs.get(p));
        expected.add(whole.texts());
      }
      assertThat(expected.get(p)).hasSizeGreaterThan(100);
    }
    OperatorSubtaskState snapshot;
    List<List<String>> actual = List.of(new ArrayList<>(), new ArrayList<>());
    try (SignalsHarness one = new SignalsHarness(options, backend, 1, 0).open()) {
      one.feed(0, logs.get(0).subList(0, 400));
      actual.get(0).addAll(one.texts());
      int before = one.texts().size();
      one.feed(1, logs.get(1).subList(0, 400));
      actual.get(1).addAll(one.texts().subList(before, one.texts().size()));
      snapshot = one.snapshot(1);
    }
    for (int p = 0; p < 2; p++) {
      OperatorSubtaskState part = SignalsHarness.part(snapshot, 1, 2, p);
      try (SignalsHarness each = new SignalsHarness(options, backend, 2, p).open(part)) {
        each.feed(p, logs.get(p).subList(400, logs.get(p).size()));
        actual.get(p).addAll(each.texts());
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static String ofPartition(int partition) {
    for (int i = 0; ; i++) {
      String instrument = "sim:C" + i + "/USD";
      if (Partitions.of(instrument, 2) == partition) {
        return instrument;
      }
    }
  }

  @Test
  void writesToThePartitionOfTheAccount() throws Exception {
    try (SignalsHarness harness =
        new SignalsHarness(options(instance("t", "on", "trades")), backends().get(0), 1, 0)
            .open()) {
      harness.feed(0, TestLog.everySecond(BTC, 1));
      LogWrite write = harness.writes().get(0);
      assertThat(write.partition()).isEqualTo(Partitions.of("main", 5));
      Signal signal = (Signal) Topics.JOURNAL.codec().decode(write.value());
      assertThat(write.key()).isEqualTo("signal/t/" + BTC).isEqualTo(signal.producer());
      assertThat(signal.sequence()).isEqualTo(1);
    }
  }

  @Test
  void whateverAChangeHoldsTheJobGoesOn() throws Exception {
    StrategyInstance x = instance("x", "scripted", "1m", List.of(BTC), "period", "3");
    Bar bar = new Bar(BTC, "1m", 1, 0, 60_000_000, 5, 5, 5, 5, 1, 1, 1, 1, 0);
    ObjectMapper mapper = new ObjectMapper();
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    byte[] whole = codec.encode(change(Action.RUN, x, 1, 0, List.of(bar)));
    List<byte[]> records = new ArrayList<>();
    List<String> values =
        List.of("", "null", "7", "-1", "\"x\"", "true", "[]", "[null]", "[{}]", "{\"a\":null}");
    for (String at : List.of("", "/history/0")) {
      List<String> names = new ArrayList<>();
      mapper.readTree(whole).at(at).fieldNames().forEachRemaining(names::add);
      assertThat(names).hasSizeGreaterThan(10);
      for (String name : names) {
        for (String value : values) {
          JsonNode root = mapper.readTree(whole);
          ObjectNode node = (ObjectNode) root.at(at);
          if (value.isEmpty()) {
            node.remove(name);
          } else {
            node.set(name, mapper.readTree(value));
          }
          records.add(mapper.writeValueAsBytes(root));
        }
      }
    }
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      records.add(bytes);
      byte[] flipped = whole.clone();
      flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(128);
      records.add(flipped);
    }
    List<MarketEntry> log = TestLog.everySecond(BTC, 300);
    try (SignalsHarness harness =
        new SignalsHarness(options(instance("a")), backends().get(0), 1, 0).open()) {
      harness.feed(0, log.subList(0, 150));
      int signedAgain = 0;
      for (byte[] record : records) {
        harness.feed(0, record);
        Optional<StrategyChange> read = read(codec, record);
        if (read.isPresent()) {
          // Somebody who may has signed it as it is.
          harness.feed(0, codec.encode(Fixture.signed(read.get())));
          signedAgain++;
        }
      }
      assertThat(signedAgain).isGreaterThan(20);
      assertThat(harness.side(SideOutputs.DEAD_LETTERS)).hasSizeGreaterThan(500);
      harness.feed(0, log.subList(150, 300));
      harness.snapshot(1);
      assertThat(harness.texts().stream().filter(t -> t.contains("\"a\""))).hasSize(4);
    }
  }

  private static Optional<StrategyChange> read(RecordCodec<MarketEntry> codec, byte[] record) {
    try {
      return codec.decode(record) instanceof StrategyChange change
          ? Optional.of(change)
          : Optional.empty();
    } catch (CodecException | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Test
  void whatIsNoEntryAndWhoMayNotChangeGoToTheDeadLettersWhole() throws Exception {
    byte[] garbage = "{\"type\":".getBytes(StandardCharsets.UTF_8);
    StrategyInstance x = instance("x");
    try (SignalsHarness harness = new SignalsHarness(options(), backends().get(0), 1, 0).open()) {
      harness.feed(0, garbage);
      harness.feed(0, List.of(unsigned(Action.RUN, x, 1, 0, List.of(), "tess")));
      harness.feed(0, List.of(change(Action.RUN, x, 1)));
      assertThat(harness.side(SideOutputs.DEAD_LETTERS))
          .extracting(DeadLetter::code)
          .containsExactly("UNDECODABLE", "STRATEGY_CHANGE_REFUSED");
      DeadLetter first = harness.side(SideOutputs.DEAD_LETTERS).get(0);
      assertThat(Base64.getDecoder().decode(first.raw())).isEqualTo(garbage);
      assertThat(harness.side(SideOutputs.ALERTS))
          .extracting(Alert::code)
          .containsExactly("STRATEGY_CHANGE_REFUSED", "STRATEGY_ADDED", "STRATEGY_ADDED");
    }
  }
}
