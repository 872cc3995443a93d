package io.alphaflow.common.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.log.LogCapture;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class OrderTraceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BTC = "sim:BTC/USD";
  private static final String WANTED = "trend/main/sim:BTC/USD/STRATEGY#41";
  private static final Signal SIGNAL =
      new Signal(
          "trend",
          "main",
          BTC,
          41,
          9,
          Side.BUY,
          SizingMode.BASE_QUANTITY,
          5,
          OrderType.MARKET,
          0,
          1,
          "cross-up",
          51234,
          Map.of());

  private static OrderIntent order(String id) {
    return new OrderIntent(id, Side.BUY, OrderType.MARKET, TimeInForce.GTC, 5, 0);
  }

  private static CancelTarget target(String id) {
    return new CancelTarget(id, "trend", 90, Side.BUY, 5);
  }

  private static Decision decision(
      long signal, Outcome outcome, OrderIntent order, List<Violation> violations, String... ids) {
    boolean amends = outcome == Outcome.AMEND;
    return new Decision(
        "main",
        97,
        1,
        4_711,
        9,
        signal == 0 ? "" : "trend",
        BTC,
        signal == 0 ? SignalOrigin.COMMAND : SignalOrigin.STRATEGY,
        signal,
        51234,
        outcome,
        order,
        violations,
        new DecisionInputs(0, 0, 0, 0, 0, 0, 0, 0, 1, "1"),
        List.of(),
        amends ? List.of() : List.of(ids),
        amends ? List.of(target(ids[0])) : List.of());
  }

  private static ExecutionReport report(ExecutionType type, String reason, String signal) {
    boolean fill = type == ExecutionType.FILL;
    return new ExecutionReport(
        "main",
        "trend",
        BTC,
        "af-1",
        97,
        fill ? 2 : 1,
        type,
        Side.BUY,
        5,
        "v1",
        fill ? 51240 : 0,
        fill ? 5 : 0,
        fill ? 100 : 0,
        fill ? 5 : 0,
        0,
        "",
        false,
        type != ExecutionType.ACCEPTED,
        9,
        reason,
        signal);
  }

  private static void tellAll() {
    Decision approved = decision(41, Outcome.APPROVED, order("af-1"), List.of());
    OrderTrace.signalled(SIGNAL);
    OrderTrace.decided(approved);
    OrderTrace.sent(approved.correlation(), "af-1", "BUY MARKET " + BTC);
    OrderTrace.alerted(approved.correlation(), "af-1", "ORDER_UNKNOWN", "it will be asked");
    OrderTrace.reported(report(ExecutionType.ACCEPTED, "", approved.correlation()));
    ExecutionReport fill = report(ExecutionType.FILL, "", approved.correlation());
    OrderTrace.reported(fill);
    OrderTrace.booked(fill);
  }

  @Test
  void everyLineOfAnOrderHasOneIdThatAPersonCanRead() {
    try (LogCapture log = new LogCapture()) {
      tellAll();
      assertThat(log.lines())
          .containsExactly(
              "signalled correlation=%s trade=sim:BTC/USD#51234 BUY cross-up".formatted(WANTED),
              "decided correlation=%s order=af-1 APPROVED as decision main/97 on journal-1@4711"
                  .formatted(WANTED),
              "sent correlation=%s order=af-1 BUY MARKET sim:BTC/USD".formatted(WANTED),
              "alerted correlation=%s order=af-1 ORDER_UNKNOWN it will be asked".formatted(WANTED),
              "reported correlation=%s order=af-1 ACCEPTED".formatted(WANTED),
              "reported correlation=%s order=af-1 FILL trade 51240, the last".formatted(WANTED),
              "booked correlation=%s order=af-1 FILL trade 51240".formatted(WANTED));
    }
  }

  /** With the layout that clusters log with. */
  @Test
  void whereLogsAreJsonTheIdIsAFieldOfTheSameNameEverywhere() throws Exception {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Layout<String> ecs =
        JsonTemplateLayout.newBuilder()
            .setConfiguration(context.getConfiguration())
            .setEventTemplateUri("classpath:EcsLayout.json")
            .build();
    try (LogCapture log = new LogCapture(ecs)) {
      tellAll();
      List<JsonNode> lines = new ArrayList<>();
      for (String line : log.lines()) {
        lines.add(JSON.readTree(line));
      }
      assertThat(lines)
          .hasSize(7)
          .allSatisfy(line -> assertThat(line.path("correlation").asText()).isEqualTo(WANTED))
          .allSatisfy(
              line -> assertThat(line.path("log.logger").asText()).isEqualTo(OrderTrace.LOGGER));
      assertThat(lines.get(0).path("trade").asText()).isEqualTo("sim:BTC/USD#51234");
      assertThat(lines.get(0).has("order")).isFalse();
      assertThat(lines.subList(1, 7))
          .allSatisfy(line -> assertThat(line.path("order").asText()).isEqualTo("af-1"));
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void whatFollowsFromNoSignalHasTheIdOfWhatCausedIt() {
    Violation why = new Violation("C18", "HALTED", "running", "halted");
    try (LogCapture log = new LogCapture()) {
      OrderTrace.decided(decision(0, Outcome.CANCEL, null, List.of(why), "af-1"));
      OrderTrace.booked(report(ExecutionType.FILL, "", ""));
      assertThat(log.lines())
          .containsExactly(
              "decided correlation=main/97 CANCEL as decision main/97 on journal-1@4711:"
                  + " HALTED",
              "booked correlation=af-1 order=af-1 FILL trade 51240");
    }
  }

  @Test
  void aDecisionKnowsTheOrdersOfBeforeThatItIsAbout() {
    assertThat(decision(42, Outcome.CANCEL, null, List.of(), "af-1", "af-2").earlierOrders())
        .containsExactly("af-1", "af-2");
    assertThat(decision(42, Outcome.AMEND, null, List.of(), "af-3").earlierOrders())
        .containsExactly("af-3");
    OrderIntent instead = order("af-5").replacing(new Replaced(target("af-4"), 0));
    assertThat(decision(42, Outcome.APPROVED, instead, List.of()).earlierOrders())
        .containsExactly("af-4");
    assertThat(decision(42, Outcome.APPROVED, order("af-1"), List.of()).earlierOrders()).isEmpty();
  }

  @Test
  void whatTheGateMakesNamesThePlaceInTheJournalThatMadeIt() {
    RawRecord in = new RawRecord("journal", 1, 12, 0, "", new byte[0]);
    try (LogCapture log = new LogCapture()) {
      OrderTrace.signalled(SIGNAL.worked(new Execution.Child(90, 2)), in);
      assertThat(log.lines())
          .containsExactly(
              "signalled correlation=%s trade=sim:BTC/USD#51234 BUY cross-up on journal-1@12 as"
                      .formatted(WANTED)
                  + " part 2 of main/90");
    }
  }

  @Test
  void theTradeIsNamedAsInTheSignalWhenTradesAreLogged() {
    try (LogCapture log = new LogCapture()) {
      OrderTrace.traded(new Trade(BTC, 51234, 1, 1, false, 1, 1));
      assertThat(log.lines()).containsExactly("traded trade=sim:BTC/USD#51234");
    }
  }

  @Test
  void whatAVenueSaysCannotLookLikeALine() {
    try (LogCapture log = new LogCapture()) {
      OrderTrace.reported(report(ExecutionType.REJECTED, "no\r\nbooked correlation=x", WANTED));
      assertThat(log.lines()).singleElement().asString().doesNotContain("\n").endsWith("x");
    }
  }
}
