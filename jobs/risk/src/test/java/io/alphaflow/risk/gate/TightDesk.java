package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.control.VolatilityOptions.Method;
import io.alphaflow.risk.limit.Limit;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A desk on which random orders reach every limit now and then, and pass now and then. */
final class TightDesk {

  private TightDesk() {}

  static RiskOptions options() {
    return new DeskFixture()
        .withText(Limit.MAX_ORDER_VALUE, "2500")
        .withText(Limit.MAX_ORDER_QUANTITY, "40")
        .withText(Limit.PRICE_COLLAR, "4%")
        .withText(Limit.MAX_MARK_AGE, "20s")
        .withText(Limit.MAX_MARK_JUMP, "10%")
        .withText(Limit.MAX_POSITION, "30")
        .withText(Limit.MAX_POSITION_VALUE, "3000")
        .withText(Limit.MAX_POSITION_SHARE, "30%")
        .withText(Limit.MAX_POSITIONS_PER_SYMBOL, "2")
        .withText(Limit.MAX_GROSS_EXPOSURE, "3500")
        .withText(Limit.MAX_NET_EXPOSURE, "3400")
        .withText(Limit.MAX_OPEN_POSITIONS, "2")
        .withText(Limit.MAX_CONCENTRATION, "28%")
        .withText(Limit.MAX_LEVERAGE, "0.4")
        .withText(Limit.ORDERS_PER_STRATEGY, "2/20s")
        .withText(Limit.ORDERS_PER_ACCOUNT, "3/20s")
        .withText(Limit.ORDER_TO_FILL, "1/10m/4")
        .withText(Limit.DUPLICATE_WINDOW, "30s")
        .withText(Limit.MAX_DAILY_LOSS, "60")
        .withText(Limit.MAX_ROLLING_LOSS, "50/10m")
        .withText(Limit.MAX_STRATEGY_LOSS, "30")
        .withText(Limit.MAX_DRAWDOWN, "100")
        .withText(Limit.MAX_DRAWDOWN_SHARE, "2%")
        .withText(Limit.MARKET_DATA_TIMEOUT, "30s")
        .withText(Limit.EXECUTION_TIMEOUT, "2m")
        .withText(Limit.MIN_CONFIDENCE, "60%")
        .with(Level.account(NEIGHBOUR), Limit.MAX_GROSS_EXPOSURE, "6000")
        .with(Level.account(NEIGHBOUR), Limit.MAX_OPEN_POSITIONS, "1")
        .with(Level.strategy(Level.ALL, "trend-" + NEIGHBOUR), Limit.MAX_POSITION, "10")
        .with(Level.instrument(JournalFixture.ETH), Limit.MAX_POSITION_VALUE, "700")
        .withPermissions(
            List.of(
                new PermissionRule(List.of(), List.of(), List.of(), List.of(Side.BUY), List.of()),
                new PermissionRule(
                    List.of(), List.of(), List.of(), List.of(), List.of(OrderType.MARKET))))
        .withHours(
            new TradingHours(
                EnumSet.allOf(DayOfWeek.class),
                LocalTime.MIDNIGHT,
                LocalTime.of(4, 0),
                ZoneOffset.UTC,
                Set.of()))
        .withVolatility(new VolatilityOptions(Method.EWMA, 3, 3, 0.06, 300_000_000L, 10_000_000L))
        .withPriceShock(new PriceShockRule(1_000_000, 60_000_000, 0))
        .options();
  }
}
