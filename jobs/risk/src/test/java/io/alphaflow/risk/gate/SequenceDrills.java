package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.DuplicateOrder;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.MessageBudget;
import io.alphaflow.risk.control.OrderRate;
import io.alphaflow.risk.limit.Limit;
import java.util.List;

/** Drills about what came before: orders, and what persons, breakers and the gate stopped. */
final class SequenceDrills {

  private static final long T = 1_000 * SECOND;
  private static final long MINUTE = 60 * SECOND;
  private static final String TREND = "trend-" + ACCOUNT;

  private SequenceDrills() {}

  static List<CodeDrill> orders() {
    return List.of(
        new CodeDrill(
            DecisionCode.STRATEGY_ORDER_RATE,
            OrderRate.class,
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).mark("100", T + MINUTE / 2 - 1).buy("3"),
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).mark("100", T + MINUTE / 2).buy("3")),
        new CodeDrill(
            DecisionCode.ACCOUNT_ORDER_RATE,
            OrderRate.class,
            p -> twoOrders(p, Limit.ORDERS_PER_ACCOUNT).buyAs("other", "3"),
            p -> twoOrders(p, Limit.ORDERS_PER_STRATEGY).buyAs("other", "3")),
        new CodeDrill(
            DecisionCode.ORDER_TO_FILL,
            MessageBudget.class,
            p -> p.limitText(Limit.ORDER_TO_FILL, "2/1h/1").opened().buy("1").buy("2"),
            p -> p.limitText(Limit.ORDER_TO_FILL, "2/1h/1").opened().buy("1").fill("100").buy("2")),
        new CodeDrill(
            DecisionCode.DUPLICATE_ORDER,
            DuplicateOrder.class,
            p -> p.opened().buy("1").mark("100", T + MINUTE - 1).buy("1"),
            p -> p.opened().buy("1").mark("100", T + MINUTE).buy("1")));
  }

  private static Play twoOrders(Play play, Limit rate) {
    return play.limit(rate, 2, 60).opened().buy("1").buy("2");
  }

  private static Play armed(Play play) {
    return play.desk(DeskFixture::live)
        .limitText(Limit.MAX_MARK_AGE, "1h")
        .opened()
        .read(
            DeskFixture.signed(
                OperatorCommand.of(
                        "test", "rita", 1, Level.account(ACCOUNT), CommandAction.ARM, "drill", 1)
                    .until(T + MINUTE)));
  }

  static List<CodeDrill> commands() {
    return List.of(
        new CodeDrill(
            DecisionCode.NOT_ARMED,
            KillSwitch.class,
            p -> armed(p).clock(T + MINUTE).buy("1"),
            p -> armed(p).clock(T + MINUTE - 1).buy("1")),
        new CodeDrill(
            DecisionCode.HALTED,
            KillSwitch.class,
            p -> p.opened().command("tess", CommandAction.HALT).sell("1"),
            p ->
                p.opened()
                    .command("tess", CommandAction.HALT)
                    .command("rita", CommandAction.RESUME)
                    .sell("1")),
        new CodeDrill(
            DecisionCode.REDUCE_ONLY,
            KillSwitch.class,
            p -> p.opened().command("tess", CommandAction.REDUCE_ONLY).buy("1"),
            p -> p.opened().command("tess", CommandAction.REDUCE_ONLY).sell("10")));
  }

  static List<CodeDrill> breakers() {
    Level strategy = Level.strategy(ACCOUNT, TREND);
    Level instrument = Level.instrument(JournalFixture.BTC);
    return List.of(
        new CodeDrill(
            DecisionCode.ORDER_VELOCITY,
            KillSwitch.class,
            p -> p.opened().trip("order-velocity", Level.account(ACCOUNT), 0).sell("1"),
            p -> p.opened().trip("order-velocity", Level.account(NEIGHBOUR), 0).sell("1")),
        new CodeDrill(
            DecisionCode.REJECT_STORM,
            KillSwitch.class,
            p -> p.opened().trip("reject-storm", Level.account(ACCOUNT), 0).buy("1"),
            p ->
                p.opened()
                    .trip("reject-storm", Level.account(ACCOUNT), 0)
                    .command("rita", CommandAction.RESUME)
                    .buy("1")),
        new CodeDrill(
            DecisionCode.REPEATED_EXECUTION,
            KillSwitch.class,
            p -> p.opened().trip("repeated-execution", strategy, 0).buy("1"),
            p -> p.opened().trip("repeated-execution", strategy, 0).buyAs("other", "1")),
        new CodeDrill(
            DecisionCode.LOSING_STREAK,
            KillSwitch.class,
            p -> p.opened().trip("losing-streak", strategy, 0).buy("1"),
            p -> p.opened().trip("losing-streak", strategy, 0).buyAs("other", "1")),
        new CodeDrill(
            DecisionCode.PRICE_SHOCK,
            KillSwitch.class,
            p ->
                p.opened()
                    .trip("price-shock", instrument, MINUTE)
                    .mark("99", T + MINUTE - 1)
                    .buy("1"),
            p ->
                p.opened()
                    .trip("price-shock", instrument, MINUTE)
                    .mark("99", T + MINUTE)
                    .buy("1")));
  }

  static List<CodeDrill> watches() {
    return List.of(
        new CodeDrill(
            DecisionCode.DEAD_MAN,
            KillSwitch.class,
            p -> silent(p, Limit.EXECUTION_TIMEOUT, MINUTE + 1).buy("1"),
            p -> silent(p, Limit.EXECUTION_TIMEOUT, MINUTE).buy("1")),
        new CodeDrill(
            DecisionCode.DEAD_MAN,
            KillSwitch.class,
            p -> waiting(p, Level.DESK, 5 * SECOND + 1).buy("2"),
            p -> waiting(p, Level.DESK, 5 * SECOND).buy("2")),
        new CodeDrill(
            DecisionCode.DEAD_MAN,
            KillSwitch.class,
            p -> waiting(p, Level.strategy(Level.ALL, TREND), 5 * SECOND + 1).buyAs("other", "2"),
            p -> waiting(p, Level.strategy(Level.ALL, "other"), 5 * SECOND + 1).buy("2")),
        new CodeDrill(
            DecisionCode.RECONCILIATION,
            KillSwitch.class,
            p -> stated(stated(p.opened(), "9.9"), "9.9").buy("1"),
            p -> stated(stated(p.opened(), "9.9"), "9.8").buy("1")));
  }

  /** Nothing is heard of the venue for so long, but there are prices. */
  private static Play silent(Play play, Limit timeout, long micros) {
    return play.limitText(timeout, "60s").opened().mark("100", T + micros).clock(T + micros);
  }

  /** An order works, and no price comes for so long. */
  private static Play waiting(Play play, Level level, long micros) {
    return play.desk(d -> d.with(level, Limit.MARKET_DATA_TIMEOUT, "5s"))
        .opened()
        .buy("1")
        .clock(T + micros);
  }

  /** The venue says that the account has so many BTC. */
  private static Play stated(Play play, String btc) {
    return play.read(play.journal().account(ACCOUNT, "10000", btc));
  }
}
