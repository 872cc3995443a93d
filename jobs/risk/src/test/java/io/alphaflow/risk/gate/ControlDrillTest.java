package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Outcome;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.DecisionCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A drill for each code: a journal whose last signal is rejected for exactly that code, the same
 * journal just inside the limit, which is approved, and the proof that the named control does it.
 */
class ControlDrillTest {

  static Stream<CodeDrill> drills() {
    return Stream.of(
            OrderDrills.sizing(),
            OrderDrills.protection(),
            OrderDrills.algorithms(),
            OrderDrills.limits(),
            OrderDrills.prices(),
            OrderDrills.permissions(),
            PortfolioDrills.positions(),
            PortfolioDrills.exposures(),
            PortfolioDrills.losses(),
            SequenceDrills.orders(),
            SequenceDrills.commands(),
            SequenceDrills.breakers(),
            SequenceDrills.watches(),
            UnknownDrills.unknowns())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("drills")
  void rejectsForExactlyThisCode(CodeDrill drill) {
    Play play = new Play();
    drill.outside().accept(play);
    assertThat(play.run().codes()).containsExactly(drill.code().name());
    assertThat(play.run().last().violations().get(0).control()).isEqualTo(drill.code().control());
    assertThat(play.run().last().approvedOrder()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("drills")
  void approvesJustInside(CodeDrill drill) {
    Play play = new Play();
    drill.inside().accept(play);
    assertThat(play.run().codes()).isEmpty();
    assertThat(play.run().last().outcome()).isNotEqualTo(Outcome.REJECTED);
  }

  @ParameterizedTest
  @MethodSource("drills")
  void drillFailsWithoutItsControl(CodeDrill drill) {
    List<Control> others =
        Controls.ALL.stream().filter(c -> c.getClass() != drill.control()).toList();
    Play play = new Play(others);
    drill.outside().accept(play);
    assertThat(play.run().codes()).doesNotContain(drill.code().name());
  }

  @Test
  void everyCodeHasADrill() {
    Set<DecisionCode> drilled = drills().map(CodeDrill::code).collect(Collectors.toSet());
    // The guard behind the controls: no journal leads to it while all of them are there.
    Set<DecisionCode> guard = EnumSet.of(DecisionCode.ORDER_NOT_RESOLVED);
    assertThat(Arrays.stream(DecisionCode.values()).filter(c -> !guard.contains(c)))
        .containsExactlyInAnyOrderElementsOf(drilled);
  }

  @Test
  void everyControlHasADrill() {
    assertThat(Controls.ALL)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(
            drills().map(CodeDrill::control).collect(Collectors.toSet()));
  }
}
