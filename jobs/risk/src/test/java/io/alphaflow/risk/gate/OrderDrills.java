package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.MarkJump;
import io.alphaflow.risk.control.MaxOrderQuantity;
import io.alphaflow.risk.control.MaxOrderValue;
import io.alphaflow.risk.control.MinConfidence;
import io.alphaflow.risk.control.OpenHours;
import io.alphaflow.risk.control.OrderSizing;
import io.alphaflow.risk.control.OwnOrder;
import io.alphaflow.risk.control.Permission;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.PriceCollar;
import io.alphaflow.risk.control.ProtectedLot;
import io.alphaflow.risk.control.SelfTrade;
import io.alphaflow.risk.control.SmallerOrder;
import io.alphaflow.risk.control.StaleMark;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.control.VolatilityOptions.Method;
import io.alphaflow.risk.control.WorkedOrder;
import io.alphaflow.risk.limit.Limit;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Drills about one order by itself: its size, its price, who wants it and when. */
final class OrderDrills {

  private static final long T = 1_000 * SECOND;

  private OrderDrills() {}

  static List<CodeDrill> sizing() {
    return List.of(
        new CodeDrill(
            DecisionCode.SIZE_BELOW_MINIMUM,
            OrderSizing.class,
            p -> p.opened().limitOrder(Side.BUY, "0.00099999", "12000"),
            p -> p.opened().limitOrder(Side.BUY, "0.001", "12000")),
        new CodeDrill(
            DecisionCode.SIZE_ABOVE_MAXIMUM,
            OrderSizing.class,
            p -> p.wide().opened("10000000", "0").buy("9000.0001"),
            p -> p.wide().opened("10000000", "0").buy("9000.00009999")),
        new CodeDrill(
            DecisionCode.NOTIONAL_BELOW_MINIMUM,
            OrderSizing.class,
            p -> p.opened().buy("0.09999999"),
            p -> p.opened().buy("0.1")),
        new CodeDrill(
            DecisionCode.NOTHING_TO_CLOSE,
            OrderSizing.class,
            p -> p.opened().sell("10").close(),
            p -> p.opened().sell("9").close()),
        new CodeDrill(
            DecisionCode.LIMIT_PRICE_OUT_OF_RANGE,
            OrderSizing.class,
            p -> p.wide().opened().limitOrder(Side.SELL, "1", "1000000.00000001"),
            p -> p.wide().opened().limitOrder(Side.SELL, "1", "1000000")),
        new CodeDrill(
            DecisionCode.TRIGGER_PRICE_OUT_OF_RANGE,
            OrderSizing.class,
            p -> p.opened().triggered(Side.SELL, "1", OrderType.STOP_LOSS, "100"),
            p -> p.opened().triggered(Side.SELL, "1", OrderType.STOP_LOSS, "99.99")),
        new CodeDrill(
            DecisionCode.NUMBER_OUT_OF_RANGE,
            OrderSizing.class,
            p -> p.opened().buy("90000000000"),
            p -> p.opened().buy("1")));
  }

  static List<CodeDrill> protection() {
    return List.of(
        new CodeDrill(
            DecisionCode.NOTHING_TO_PROTECT,
            ProtectedLot.class,
            p -> p.opened().read(exitOfNothing(p)),
            p -> p.opened().protect("1", "95", "", "").fill("100").mark("95", T).exitsReturn()),
        new CodeDrill(
            DecisionCode.TOO_MANY_LOTS,
            ProtectedLot.class,
            p -> lots(p, Lots.MOST).protect("0.5", "95", "", ""),
            p -> lots(p, Lots.MOST - 1).protect("0.5", "95", "", "")));
  }

  static List<CodeDrill> algorithms() {
    return List.of(
        new CodeDrill(
            DecisionCode.TOO_MANY_PARENTS,
            WorkedOrder.class,
            p -> parents(p, AccountState.MOST_PARENTS + 1),
            p -> parents(p, AccountState.MOST_PARENTS)),
        new CodeDrill(
            DecisionCode.NOTHING_TO_WORK,
            WorkedOrder.class,
            p -> p.opened().read(childOfNothing(p)),
            p -> parents(p, 1).exitsReturn()));
  }

  private static Play parents(Play play, int count) {
    play.opened();
    for (int i = 0; i < count; i++) {
      play.twap(Side.BUY, "0.2" + (1_000 + i), 60, 1);
    }
    return play;
  }

  private static Signal childOfNothing(Play play) {
    Signal sale = play.journal().market(ACCOUNT, Side.SELL, "1");
    return JournalFixture.with(sale, Protection.NONE, SignalOrigin.ALGORITHM)
        .worked(new Execution.Child(1, 1));
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

  static List<CodeDrill> limits() {
    return List.of(
        new CodeDrill(
            DecisionCode.MAX_ORDER_VALUE,
            MaxOrderValue.class,
            p -> p.limit(Limit.MAX_ORDER_VALUE, "201.99999999").opened().buy("2"),
            p -> p.limit(Limit.MAX_ORDER_VALUE, "202").opened().buy("2")),
        new CodeDrill(
            DecisionCode.MAX_ORDER_QUANTITY,
            MaxOrderQuantity.class,
            p -> p.limit(Limit.MAX_ORDER_QUANTITY, "2").opened().buy("2.0001"),
            p -> p.limit(Limit.MAX_ORDER_QUANTITY, "2").opened().buy("2")),
        new CodeDrill(
            DecisionCode.MIN_CONFIDENCE,
            MinConfidence.class,
            p -> p.limitText(Limit.MIN_CONFIDENCE, "80%").opened().read(confident(p, 0.79999999)),
            p -> p.limitText(Limit.MIN_CONFIDENCE, "80%").opened().read(confident(p, 0.8))));
  }

  private static Signal confident(Play play, double confidence) {
    return JournalFixture.with(play.journal().market(ACCOUNT, Side.BUY, "1"), confidence);
  }

  static List<CodeDrill> prices() {
    return List.of(
        new CodeDrill(
            DecisionCode.PRICE_COLLAR,
            PriceCollar.class,
            p -> p.limitText(Limit.PRICE_COLLAR, "5%").opened().limitOrder(Side.BUY, "1", "105.01"),
            p -> p.limitText(Limit.PRICE_COLLAR, "5%").opened().limitOrder(Side.BUY, "1", "105")),
        new CodeDrill(
            DecisionCode.VOLATILITY_BAND,
            PriceCollar.class,
            p -> tenPercentVolatility(p).limitOrder(Side.BUY, "1", "148.51"),
            p -> tenPercentVolatility(p).limitOrder(Side.BUY, "1", "148.5")),
        new CodeDrill(
            DecisionCode.STALE_MARK,
            StaleMark.class,
            p -> p.opened().clock(T + 10 * SECOND + 1).buy("1"),
            p -> p.opened().clock(T + 10 * SECOND).buy("1")),
        new CodeDrill(
            DecisionCode.MARK_JUMP,
            MarkJump.class,
            p -> p.limitText(Limit.MAX_MARK_JUMP, "10%").opened().mark("110.01", T + 1).buy("1"),
            p -> p.limitText(Limit.MAX_MARK_JUMP, "10%").opened().mark("110", T + 1).buy("1")),
        new CodeDrill(
            DecisionCode.SELF_TRADE,
            SelfTrade.class,
            p -> p.opened().limitOrder(Side.SELL, "1", "101").buy("1"),
            p -> p.opened().limitOrder(Side.SELL, "1", "101.01").buy("1")),
        new CodeDrill(
            DecisionCode.NO_SUCH_ORDER,
            OwnOrder.class,
            p -> p.opened().limitOrder(Side.BUY, "1", "90").takeBack("trend", 2),
            p -> p.opened().limitOrder(Side.BUY, "1", "90").takeBack("trend", 1)),
        new CodeDrill(
            DecisionCode.NOT_SMALLER,
            SmallerOrder.class,
            p -> p.opened().limitOrder(Side.BUY, "1", "90").shrink(1, "1"),
            p -> p.opened().limitOrder(Side.BUY, "1", "90").shrink(1, "0.9")));
  }

  /** A band of five standard deviations of the last two bars, +10 % and −10 %. */
  private static Play tenPercentVolatility(Play play) {
    VolatilityOptions band =
        new VolatilityOptions(Method.STDDEV, 2, 2, 0.5, 500_000_000L, 60 * SECOND);
    return play.desk(d -> d.withVolatility(band))
        .opened()
        .mark("110", T + 60 * SECOND)
        .mark("99", T + 120 * SECOND)
        .mark("99", T + 180 * SECOND);
  }

  static List<CodeDrill> permissions() {
    return List.of(
        new CodeDrill(
            DecisionCode.NOT_PERMITTED,
            Permission.class,
            p -> p.desk(d -> d.withPermissions(List.of(onlyLimitOrders()))).opened().buy("1"),
            p ->
                p.desk(d -> d.withPermissions(List.of(onlyLimitOrders())))
                    .opened()
                    .limitOrder(Side.BUY, "1", "100")),
        new CodeDrill(
            DecisionCode.OUTSIDE_TRADING_HOURS,
            OpenHours.class,
            p -> p.desk(d -> d.withHours(until(T))).opened().buy("1"),
            p -> p.desk(d -> d.withHours(until(T + 1))).opened().buy("1")));
  }

  private static PermissionRule onlyLimitOrders() {
    return new PermissionRule(List.of(), List.of(), List.of(), List.of(), List.of(OrderType.LIMIT));
  }

  /** From midnight until a time of the first day of the epoch. */
  private static TradingHours until(long micros) {
    return new TradingHours(
        EnumSet.allOf(DayOfWeek.class),
        LocalTime.MIDNIGHT,
        LocalTime.ofNanoOfDay(micros * 1_000),
        ZoneOffset.UTC,
        Set.of());
  }
}
