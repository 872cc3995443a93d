package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.OrderRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderRouterHarnessTest {

  private KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LaneInput> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LaneInput> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new OrderRouter(Set.of("main")), RawRecord::key, Types.STRING);
  }

  private static Decision decision(String account, long sequence, Outcome outcome, long quantity) {
    OrderIntent order =
        new OrderIntent("af-" + sequence, Side.BUY, OrderType.MARKET, TimeInForce.GTC, quantity, 0);
    return new Decision(
        account,
        sequence,
        0,
        sequence,
        1_000,
        "sma",
        "sim:BTC/USD",
        SignalOrigin.STRATEGY,
        sequence,
        0,
        outcome,
        outcome == Outcome.APPROVED ? order : null,
        List.of(),
        new DecisionInputs(0, -1, 0, 0, 0, 0, 0, 0, 1, "v1"));
  }

  private void send(String key, Decision decision) throws Exception {
    harness.processElement(
        new RawRecord("decisions", 0, 0, 77, key, Topics.DECISIONS.codec().encode(decision)), 0);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Collection<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void letsApprovedDecisionThroughOnceAndRejectedNever() throws Exception {
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", decision("main", 2, Outcome.REJECTED, 5));
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", decision("main", 3, Outcome.APPROVED, 5));

    assertThat(routed()).containsExactly("order 1", "order 3");
    assertThat(side(OrderRouter.REQUESTS).get(0).request().writtenAt()).isEqualTo(77);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(side(SideOutputs.ALERTS)).isEmpty();
  }

  private List<String> routed() {
    return side(OrderRouter.REQUESTS).stream()
        .map(LaneInput::request)
        .map(
            request ->
                request instanceof OrderRequest order
                    ? "order " + order.decision()
                    : "cancel " + ((CancelRequest) request).clientOrderIds())
        .toList();
  }

  private static Decision cancel(long sequence, String... ids) {
    return new Decision(
        "main",
        sequence,
        0,
        sequence,
        1_000,
        "",
        "sim:BTC/USD",
        SignalOrigin.PROTECTION,
        0,
        0,
        Outcome.CANCEL,
        null,
        List.of(),
        new DecisionInputs(0, -1, 0, 0, 0, 0, 0, 0, 1, "v1"),
        List.of(),
        List.of(ids));
  }

  @Test
  void cancelsTakeTheSameWayInTheOrderOfDecisionsAndOnce() throws Exception {
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", cancel(2, "af-1", "af-0"));
    send("main", decision("main", 3, Outcome.APPROVED, 5));
    send("main", cancel(2, "af-1", "af-0"));
    send("main", cancel(4));
    assertThat(routed()).containsExactly("order 1", "cancel [af-1, af-0]", "order 3");
    assertThat(side(SideOutputs.ALERTS)).isEmpty();
    assertThat(side(SideOutputs.DEAD_LETTERS)).extracting("code").containsExactly("NO_ORDER");
  }

  @Test
  void alertsGapAndGoesOn() throws Exception {
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", decision("main", 4, Outcome.APPROVED, 5));
    assertThat(side(OrderRouter.REQUESTS)).hasSize(2);
    assertThat(side(SideOutputs.ALERTS)).extracting("code").containsExactly("DECISION_GAP");
  }

  @Test
  void neverTradesOnSameSequenceWithOtherContent() throws Exception {
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", decision("main", 1, Outcome.APPROVED, 6));
    assertThat(side(OrderRouter.REQUESTS)).hasSize(1);
    assertThat(side(SideOutputs.ALERTS)).extracting("code").containsExactly("DECISION_CONFLICT");
  }

  @Test
  void deadLettersWhatIsNoDecisionOfAConfiguredAccount() throws Exception {
    harness.processElement(
        new RawRecord("decisions", 1, 9, 0, "main", "{".getBytes(StandardCharsets.UTF_8)), 0);
    send("main", decision("other", 1, Outcome.APPROVED, 5));
    send("other", decision("other", 1, Outcome.APPROVED, 5));
    assertThat(side(SideOutputs.DEAD_LETTERS))
        .extracting("code")
        .containsExactly("NOT_A_DECISION", "UNKNOWN_ACCOUNT", "UNKNOWN_ACCOUNT");
    assertThat(side(OrderRouter.REQUESTS)).isEmpty();
  }

  @Test
  void dropsRepeatedDecisionsAfterRestart() throws Exception {
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(checkpoint);
    harness.open();
    send("main", decision("main", 1, Outcome.APPROVED, 5));
    send("main", decision("main", 2, Outcome.APPROVED, 5));
    assertThat(routed()).containsExactly("order 2");
  }
}
