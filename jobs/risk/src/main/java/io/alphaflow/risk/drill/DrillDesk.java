package io.alphaflow.risk.drill;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Level;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitOptions;
import io.alphaflow.risk.limit.LimitSetting;
import io.alphaflow.risk.limit.LimitValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The desk that is drilled, with everything switched off but what a drill is about. Its collar and
 * fee rate stay, the persons are the drill's, and the account's currency is that of the instrument.
 */
final class DrillDesk {

  private static final BreakerOptions NO_BREAKERS = BreakerOptions.of(Map.of(), PriceShockRule.OFF);
  private static final List<PermissionRule> ALL_PERMITTED = List.of(PermissionRule.ALL);

  private final RiskOptions desk;
  private final DrillPeople people;

  DrillDesk(RiskOptions desk, DrillPeople people) {
    this.desk = desk;
    this.people = people;
  }

  /** What the drilled desk says. */
  RiskOptions configured() {
    return desk;
  }

  /** An account of the desk that trades what no configuration names. */
  Subject anyone() {
    return subject(desk.currencies().keySet().iterator().next(), Level.DESK);
  }

  /** Somebody whose orders a level is for. */
  Subject subject(String account, Level level) {
    String currency = desk.currencies().get(account);
    return new Subject(
        account,
        level.strategy().equals(Level.ALL) ? "drill" : level.strategy(),
        level.instrument().equals(Level.ALL)
            ? new InstrumentId("drill", "DRILL", currency).toString()
            : level.instrument());
  }

  private static Map<Limit, LimitValue> off() {
    Map<Limit, LimitValue> off = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      off.put(limit, LimitValue.OFF);
    }
    return off;
  }

  private RiskOptions options(
      Subject subject,
      LimitOptions limits,
      List<PermissionRule> permissions,
      Map<String, TradingHours> hours,
      VolatilityOptions volatility,
      BreakerOptions breakers) {
    return new RiskOptions(
        desk.desk(),
        RunMode.PAPER,
        desk.journalPartitions(),
        Map.of(subject.account(), subject.currency()),
        limits,
        permissions,
        hours,
        volatility,
        desk.collar(),
        desk.takerFeeRate(),
        breakers,
        people.operators());
  }

  private RiskOptions limits(Subject subject, LimitOptions limits) {
    return options(subject, limits, ALL_PERMITTED, Map.of(), VolatilityOptions.NONE, NO_BREAKERS);
  }

  /** Nothing is limited. */
  RiskOptions bare(Subject subject) {
    return limits(subject, LimitOptions.of(off()));
  }

  /** Nothing but one limit, where it stands. */
  RiskOptions with(Subject subject, LimitSetting setting) {
    return limits(
        subject,
        LimitOptions.of(off()).and(setting.level(), Map.of(setting.limit(), setting.value())));
  }

  /** Nothing is limited, and of one limit nobody said so. */
  RiskOptions without(Subject subject, Limit limit) {
    Map<Limit, LimitValue> others = off();
    others.remove(limit);
    return limits(subject, LimitOptions.of(others));
  }

  /** Nothing is limited but what may be ordered at all. */
  RiskOptions withPermissions(Subject subject) {
    return options(
        subject,
        LimitOptions.of(off()),
        desk.permissions(),
        Map.of(),
        VolatilityOptions.NONE,
        NO_BREAKERS);
  }

  /** Nothing is limited but when the account may trade. */
  RiskOptions withHours(Subject subject) {
    return options(
        subject,
        LimitOptions.of(off()),
        ALL_PERMITTED,
        desk.tradingHours(),
        VolatilityOptions.NONE,
        NO_BREAKERS);
  }

  /** Nothing is limited but limit prices, by the volatility. */
  RiskOptions withVolatility(Subject subject) {
    return options(
        subject, LimitOptions.of(off()), ALL_PERMITTED, Map.of(), desk.volatility(), NO_BREAKERS);
  }

  /** Nothing is limited, but there are breakers. */
  RiskOptions withBreakers(Subject subject, BreakerOptions breakers) {
    return options(
        subject, LimitOptions.of(off()), ALL_PERMITTED, Map.of(), VolatilityOptions.NONE, breakers);
  }

  /** Nothing is limited, but somebody must arm the account. */
  RiskOptions live(Subject subject) {
    return bare(subject).as(RunMode.LIVE);
  }

  /** All limits and breakers as they are; whoever trades may, at any time. */
  RiskOptions whole(Subject subject) {
    return options(
        subject, desk.limits(), ALL_PERMITTED, Map.of(), desk.volatility(), desk.breakers());
  }
}
