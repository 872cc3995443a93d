package io.alphaflow.execution.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chaos cases look for is found where it is. */
class DeskCheckTest {

  @TempDir Path folder;

  private static Set<Kind> kinds(SmallDesk desk) {
    return DeskCheck.problems(desk.evidence()).stream()
        .map(Problem::kind)
        .collect(Collectors.toSet());
  }

  @Test
  void nothingIsWrongWithADeskThatWorks() throws Exception {
    assertThat(DeskCheck.problems(new SmallDesk(folder).evidence())).isEmpty();
  }

  @Test
  void anOrderMayBeUnderWayForAWhile() throws Exception {
    SmallDesk desk = new SmallDesk(folder);
    desk.delay(31_500);
    assertThat(DeskCheck.problems(desk.evidence())).isEmpty();
  }

  @Test
  void repeatedRecordsAreNoProblem() throws Exception {
    SmallDesk desk = new SmallDesk(folder);
    desk.journal.addAll(desk.journal.stream().filter(ExecutionReport.class::isInstance).toList());
    desk.decisions.addAll(List.copyOf(desk.decisions));
    desk.report(SmallDesk.REFUSED, ExecutionType.NOT_PLACED, 1, 0, true);
    assertThat(DeskCheck.problems(desk.evidence())).isEmpty();
  }

  private static Arguments doctored(String what, Consumer<SmallDesk> doctor, Kind... found) {
    return Arguments.of(what, doctor, Set.of(found));
  }

  static Stream<Arguments> doctored() {
    return Stream.of(
        doctored(
            "an order sent twice",
            desk -> desk.place(SmallDesk.OPEN, OrderStatus.NEW, 0),
            Kind.DOUBLED_ORDER),
        doctored(
            "an order that was given up and placed all the same",
            desk -> desk.place(SmallDesk.ABSENT, OrderStatus.CANCELED, 0),
            Kind.OTHER_END),
        doctored(
            "an order that nobody wanted",
            desk -> desk.placeForeign("af-foreign"),
            Kind.FOREIGN_ORDER),
        doctored(
            "an order of another quantity",
            desk -> desk.orders.set(0, SmallDesk.halved(desk.orders.get(0))),
            Kind.OTHER_ORDER,
            Kind.OTHER_SIZE),
        doctored(
            "an order that is told to be smaller as nobody wanted it",
            desk -> desk.amended(SmallDesk.OPEN, 77),
            Kind.OTHER_ORDER,
            Kind.OTHER_SIZE),
        doctored(
            "an order by an amount that is told to be for what the venue made of it",
            desk -> {
              desk.remove(SmallDesk.UNSPENT, 2);
              desk.report(SmallDesk.UNSPENT, ExecutionType.EXPIRED, 2, 0, true, Fixed8.of(2));
            },
            Kind.OTHER_SIZE),
        doctored(
            "one order of a pair only",
            desk -> desk.paired(SmallDesk.OPEN),
            Kind.HALF_PAIR,
            Kind.UNACCOUNTED,
            Kind.REPLAY),
        doctored(
            "a fill that the journal lacks, and all reports after it",
            desk -> {
              desk.remove(SmallDesk.FILLED, 3);
              desk.remove(SmallDesk.FILLED, 2);
            },
            Kind.LOST_FILL,
            Kind.UNACCOUNTED,
            Kind.BALANCE),
        doctored(
            "a fill between others that the journal lacks",
            desk -> desk.remove(SmallDesk.FILLED, 2),
            Kind.LOST_FILL,
            Kind.UNACCOUNTED,
            Kind.OUT_OF_ORDER,
            Kind.BALANCE),
        doctored(
            "a fill that nobody heard of and nobody asked for afterwards",
            SmallDesk::fillUnheard,
            Kind.LOST_FILL,
            Kind.OTHER_END),
        doctored(
            "a fill that the venue does not have",
            desk -> desk.fills.remove(0),
            Kind.INVENTED_FILL),
        doctored(
            "a fill with another fee",
            desk -> desk.fills.set(0, SmallDesk.cheaper(desk.fills.get(0))),
            Kind.INVENTED_FILL),
        doctored(
            "fills that are told the other way round", SmallDesk::swapFills, Kind.OUT_OF_ORDER),
        doctored(
            "reports that stand in the journal the other way round",
            desk ->
                Collections.swap(desk.journal, desk.journal.size() - 3, desk.journal.size() - 4),
            Kind.OUT_OF_ORDER,
            Kind.BALANCE),
        doctored("an order that was too old to be sent", desk -> desk.delay(31_501), Kind.TOO_OLD),
        doctored(
            "an order with a trigger that nobody wanted",
            desk -> desk.orders.set(0, SmallDesk.triggered(desk.orders.get(0))),
            Kind.OTHER_ORDER),
        doctored(
            "a trade that is told twice",
            desk -> desk.report(SmallDesk.OPEN, ExecutionType.FILL, 2, 1, false),
            Kind.DOUBLED_FILL,
            Kind.OTHER_END,
            Kind.BALANCE),
        doctored(
            "an order of which nothing is told",
            desk -> desk.remove(SmallDesk.ABSENT, 1),
            Kind.UNACCOUNTED),
        doctored(
            "an end that is not told",
            desk -> desk.remove(SmallDesk.CANCELED, 3),
            Kind.UNACCOUNTED),
        doctored(
            "an end that was not",
            desk -> desk.report(SmallDesk.OPEN, ExecutionType.CANCELED, 2, 0, true),
            Kind.OTHER_END),
        doctored(
            "a second end",
            desk -> desk.report(SmallDesk.CANCELED, ExecutionType.EXPIRED, 4, 0, true),
            Kind.UNACCOUNTED,
            Kind.OTHER_END),
        doctored(
            "an order that is open at the desk only",
            desk -> desk.end(SmallDesk.OPEN, OrderStatus.EXPIRED),
            Kind.UNACCOUNTED),
        doctored(
            "a report that came again otherwise",
            desk -> desk.report(SmallDesk.CANCELED, ExecutionType.EXPIRED, 3, 0, true),
            Kind.CONTRADICTION),
        doctored(
            "a unit too much at the venue",
            desk -> desk.balances.get("alpha").put("BTC", new Balance("BTC", 1, 0)),
            Kind.BALANCE),
        doctored(
            "a decision that is not on the log",
            desk -> desk.decisions.remove(4),
            Kind.REPLAY,
            Kind.UNACCOUNTED),
        doctored(
            "a decision that the journal does not give",
            desk ->
                desk.decisions.set(
                    4,
                    new String(desk.decisions.get(4), StandardCharsets.UTF_8)
                        .replace("\"time\":", "\"time\":1")
                        .getBytes(StandardCharsets.UTF_8)),
            Kind.REPLAY),
        doctored(
            "an alert that facts do not fit together",
            desk -> desk.alerts.add(alert("SECOND_ORDER", "af-1")),
            Kind.ALARM),
        doctored(
            "more bought than was ordered, of no order for an amount",
            desk -> desk.alerts.add(alert("OVERFILL", "af-1")),
            Kind.ALARM),
        doctored(
            "an unknown order that no decision wanted",
            desk -> desk.alerts.add(alert("ORDER_UNKNOWN", "af-none")),
            Kind.UNACCOUNTED),
        doctored(
            "a dead letter",
            desk ->
                desk.deadLetters.add(
                    new DeadLetter("risk", "journal", 0, 1, 0, "UNREADABLE", "no JSON", "")),
            Kind.ALARM));
  }

  private static Alert alert(String code, String order) {
    return new Alert("execution-sink", code, Severity.CRITICAL, code, "alpha", "", 0, "").of(order);
  }

  @Test
  void theStoryOfAnOrderIsWhatVenueAndLogsSayOfIt() throws Exception {
    SmallDesk desk = new SmallDesk(folder);
    desk.fills.set(0, SmallDesk.cheaper(desk.fills.get(0)));
    Evidence evidence = desk.evidence();
    CaseOutcome outcome =
        new CaseOutcome(evidence, DeskCheck.problems(evidence), Map.of(), Map.of(), 0);
    // The order, two fills; its decision; its acceptance and two fills.
    assertThat(outcome.stories()).hasSize(1 + 3 + 1 + 3);
    assertThat(outcome.stories()).allMatch(line -> line.contains(desk.id(SmallDesk.FILLED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doctored")
  void whatIsWrongIsFound(String what, Consumer<SmallDesk> doctor, Set<Kind> found)
      throws Exception {
    SmallDesk desk = new SmallDesk(folder);
    doctor.accept(desk);
    Set<Kind> kinds = kinds(desk);
    assertThat(kinds).as(what).isEqualTo(found);
  }
}
