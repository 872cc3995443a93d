package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.DuplicateOrder;
import io.alphaflow.risk.control.FailClosed;
import io.alphaflow.risk.control.FreeBalance;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.MaxLoss;
import io.alphaflow.risk.control.MaxOrderQuantity;
import io.alphaflow.risk.control.MaxOrderValue;
import io.alphaflow.risk.control.MaxPosition;
import io.alphaflow.risk.control.OrderRate;
import io.alphaflow.risk.control.OrderSizing;
import io.alphaflow.risk.control.ProtectedLot;
import io.alphaflow.risk.control.StaleMark;
import io.alphaflow.risk.limit.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

  private record Drill(
      DecisionCode code,
      Class<? extends Control> control,
      Consumer<Play> outside,
      Consumer<Play> inside) {
    @Override
    public String toString() {
      return code.control() + " " + code;
    }
  }

  private static final long T = 1_000 * SECOND;

  static Stream<Drill> drills() {
    List<Drill> drills = new ArrayList<>();
    drills.addAll(sizing());
    drills.addAll(limits());
    drills.addAll(sequences());
    drills.addAll(unknowns());
    drills.addAll(protection());
    return drills.stream();
  }

  private static List<Drill> sizing() {
    return List.of(
        new Drill(
            DecisionCode.SIZE_BELOW_MINIMUM,
            OrderSizing.class,
            p -> p.opened().limitOrder(Side.BUY, "0.00099999", "12000"),
            p -> p.opened().limitOrder(Side.BUY, "0.001", "12000")),
        new Drill(
            DecisionCode.SIZE_ABOVE_MAXIMUM,
            OrderSizing.class,
            p -> p.wide().opened("10000000", "0").buy("9000.0001"),
            p -> p.wide().opened("10000000", "0").buy("9000.00009999")),
        new Drill(
            DecisionCode.NOTIONAL_BELOW_MINIMUM,
            OrderSizing.class,
            p -> p.opened().buy("0.09999999"),
            p -> p.opened().buy("0.1")),
        new Drill(
            DecisionCode.NOTHING_TO_CLOSE,
            OrderSizing.class,
            p -> p.opened().sell("10").close(),
            p -> p.opened().sell("9").close()),
        new Drill(
            DecisionCode.LIMIT_PRICE_OUT_OF_RANGE,
            OrderSizing.class,
            p -> p.wide().opened().limitOrder(Side.SELL, "1", "1000000.00000001"),
            p -> p.wide().opened().limitOrder(Side.SELL, "1", "1000000")));
  }

  private static List<Drill> limits() {
    return List.of(
        new Drill(
            DecisionCode.MAX_ORDER_VALUE,
            MaxOrderValue.class,
            p -> p.limit(Limit.MAX_ORDER_VALUE, "201.99999999").opened().buy("2"),
            p -> p.limit(Limit.MAX_ORDER_VALUE, "202").opened().buy("2")),
        new Drill(
            DecisionCode.MAX_ORDER_QUANTITY,
            MaxOrderQuantity.class,
            p -> p.limit(Limit.MAX_ORDER_QUANTITY, "2").opened().buy("2.0001"),
            p -> p.limit(Limit.MAX_ORDER_QUANTITY, "2").opened().buy("2")),
        new Drill(
            DecisionCode.STALE_MARK,
            StaleMark.class,
            p -> p.opened().clock(T + 10 * SECOND + 1).buy("1"),
            p -> p.opened().clock(T + 10 * SECOND).buy("1")),
        new Drill(
            DecisionCode.MAX_POSITION,
            MaxPosition.class,
            p -> p.limit(Limit.MAX_POSITION, "13").opened().buy("2").buy("1.0001"),
            p -> p.limit(Limit.MAX_POSITION, "13").opened().buy("2").buy("1")),
        new Drill(
            DecisionCode.MAX_POSITION_VALUE,
            MaxPosition.class,
            p -> p.limit(Limit.MAX_POSITION_VALUE, "1300.99999999").opened().buy("2").buy("1"),
            p -> p.limit(Limit.MAX_POSITION_VALUE, "1301").opened().buy("2").buy("1")),
        new Drill(
            DecisionCode.INSUFFICIENT_BALANCE,
            FreeBalance.class,
            p -> p.opened("202.21211009", "0").buy("1").buy("1.0001"),
            p -> p.opened("202.2121101", "0").buy("1").buy("1.0001")),
        new Drill(
            DecisionCode.MAX_DAILY_LOSS,
            MaxLoss.class,
            p -> p.limit(Limit.MAX_DAILY_LOSS, "100").opened().mark("89.99", T + 1).buy("1"),
            p -> p.limit(Limit.MAX_DAILY_LOSS, "100").opened().mark("90", T + 1).buy("1")));
  }

  private static List<Drill> sequences() {
    long minute = 60 * SECOND;
    return List.of(
        new Drill(
            DecisionCode.STRATEGY_ORDER_RATE,
            OrderRate.class,
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).mark("100", T + minute / 2 - 1).buy("3"),
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).mark("100", T + minute / 2).buy("3")),
        new Drill(
            DecisionCode.ACCOUNT_ORDER_RATE,
            OrderRate.class,
            p -> twoOrders(p, Limit.ORDERS_PER_ACCOUNT).buyAs("other", "3"),
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).buyAs("other", "3")),
        new Drill(
            DecisionCode.DUPLICATE_ORDER,
            DuplicateOrder.class,
            p -> p.opened().buy("1").mark("100", T + minute - 1).buy("1"),
            p -> p.opened().buy("1").mark("100", T + minute).buy("1")),
        new Drill(
            DecisionCode.HALTED,
            KillSwitch.class,
            p -> p.opened().command("tess", CommandAction.HALT).sell("1"),
            p ->
                p.opened()
                    .command("tess", CommandAction.HALT)
                    .command("rita", CommandAction.RESUME)
                    .sell("1")),
        new Drill(
            DecisionCode.REDUCE_ONLY,
            KillSwitch.class,
            p -> p.opened().command("tess", CommandAction.REDUCE_ONLY).buy("1"),
            p -> p.opened().command("tess", CommandAction.REDUCE_ONLY).sell("10")));
  }

  private static Play twoOrders(Play play, Limit rate) {
    return play.limit(rate, 2, 60).opened().buy("1").buy("2");
  }

  private static List<Drill> unknowns() {
    return List.of(
        new Drill(
            DecisionCode.LIMIT_NOT_CONFIGURED,
            FailClosed.class,
            p -> p.noLimit(Limit.MAX_POSITION).opened().buy("1"),
            p -> p.noLimit(Limit.MAX_POSITION).opened().sell("1")),
        new Drill(
            DecisionCode.ACCOUNT_NOT_CONFIGURED,
            FailClosed.class,
            p -> p.opened().read(p.journal().market(stranger(), Side.BUY, "1")),
            p -> p.opened().read(p.journal().market(ACCOUNT, Side.BUY, "1"))),
        new Drill(
            DecisionCode.ACCOUNT_NOT_OPEN,
            FailClosed.class,
            p -> p.read(p.journal().instrument(true)).mark("100", T).buy("1"),
            p -> p.opened().buy("1")),
        new Drill(
            DecisionCode.UNKNOWN_INSTRUMENT,
            FailClosed.class,
            p -> p.read(p.journal().account(ACCOUNT, "1000", "0")).mark("100", T).buy("1"),
            p -> p.opened("1000", "0").buy("1")),
        new Drill(
            DecisionCode.INSTRUMENT_NOT_TRADING,
            FailClosed.class,
            p -> p.opened().read(p.journal().instrument(false)).buy("1"),
            p -> p.opened().read(p.journal().instrument(true)).buy("1")),
        new Drill(
            DecisionCode.NO_MARK,
            FailClosed.class,
            p -> unmarked(p).buy("1"),
            p -> unmarked(p).sell("1")),
        new Drill(
            DecisionCode.UNKNOWN_ORDER,
            FailClosed.class,
            p -> p.opened().read(foreign(1, ExecutionType.ACCEPTED)).buy("1"),
            p ->
                p.opened()
                    .read(foreign(1, ExecutionType.ACCEPTED), foreign(2, ExecutionType.CANCELED))
                    .buy("1")),
        new Drill(
            DecisionCode.NUMBER_OUT_OF_RANGE,
            OrderSizing.class,
            p -> p.opened().buy("90000000000"),
            p -> p.opened().buy("1")));
  }

  private static List<Drill> protection() {
    return List.of(
        new Drill(
            DecisionCode.NOTHING_TO_PROTECT,
            ProtectedLot.class,
            p -> p.opened().read(exitOfNothing(p)),
            p -> p.opened().protect("1", "95", "", "").fill("100").mark("95", T).exitsReturn()),
        new Drill(
            DecisionCode.TOO_MANY_LOTS,
            ProtectedLot.class,
            p -> lots(p, Lots.MOST).protect("0.5", "95", "", ""),
            p -> lots(p, Lots.MOST - 1).protect("0.5", "95", "", "")));
  }

  private static Signal exitOfNothing(Play play) {
    Signal sale = play.journal().market(ACCOUNT, Side.SELL, "1");
    return JournalFixture.with(sale, Protection.NONE, SignalOrigin.PROTECTION);
  }

  private static Play lots(Play play, int count) {
    play.opened();
    for (int i = 0; i < count; i++) {
      play.protect("0.2" + (1_000 + i), "95", "", "");
    }
    return play;
  }

  private static Play unmarked(Play play) {
    return play.read(play.journal().instrument(true), play.journal().account(ACCOUNT, "1000", "2"));
  }

  /** An account of the same partition that the configuration does not have. */
  private static String stranger() {
    return Stream.iterate(1, i -> i + 1)
        .map(i -> "stranger" + i)
        .filter(a -> DeskFixture.partition(a) == DeskFixture.partition(ACCOUNT))
        .findFirst()
        .orElseThrow();
  }

  private static ExecutionReport foreign(long sequence, ExecutionType type) {
    return new ExecutionReport(
        ACCOUNT,
        "",
        JournalFixture.BTC,
        "by-hand",
        0,
        sequence,
        type,
        Side.BUY,
        1,
        "v",
        0,
        0,
        0,
        0,
        0,
        "",
        false,
        type.endsOrder(),
        0,
        "");
  }

  @ParameterizedTest
  @MethodSource("drills")
  void rejectsForExactlyThisCode(Drill drill) {
    Play play = new Play();
    drill.outside().accept(play);
    assertThat(play.run().codes()).containsExactly(drill.code().name());
    assertThat(play.run().last().violations().get(0).control()).isEqualTo(drill.code().control());
    assertThat(play.run().last().approvedOrder()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("drills")
  void approvesJustInside(Drill drill) {
    Play play = new Play();
    drill.inside().accept(play);
    assertThat(play.run().codes()).isEmpty();
    assertThat(play.run().approved()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("drills")
  void drillFailsWithoutItsControl(Drill drill) {
    List<Control> others =
        Controls.ALL.stream().filter(c -> c.getClass() != drill.control()).toList();
    Play play = new Play(others);
    drill.outside().accept(play);
    assertThat(play.run().codes()).doesNotContain(drill.code().name());
  }

  @Test
  void everyCodeHasADrill() {
    Set<DecisionCode> drilled = drills().map(Drill::code).collect(Collectors.toSet());
    // The guard behind the controls: no journal leads to it while all of them are there.
    Set<DecisionCode> guard = EnumSet.of(DecisionCode.ORDER_NOT_RESOLVED);
    assertThat(Arrays.stream(DecisionCode.values()).filter(c -> !guard.contains(c)))
        .containsExactlyInAnyOrderElementsOf(drilled);
  }
}
