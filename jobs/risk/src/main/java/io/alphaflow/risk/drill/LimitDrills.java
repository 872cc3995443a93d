package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Level;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Drawdown;
import io.alphaflow.risk.control.DuplicateOrder;
import io.alphaflow.risk.control.Exposure;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.MarkJump;
import io.alphaflow.risk.control.MaxLoss;
import io.alphaflow.risk.control.MaxOrderQuantity;
import io.alphaflow.risk.control.MaxOrderValue;
import io.alphaflow.risk.control.MaxPosition;
import io.alphaflow.risk.control.MessageBudget;
import io.alphaflow.risk.control.MinConfidence;
import io.alphaflow.risk.control.OrderRate;
import io.alphaflow.risk.control.PositionShare;
import io.alphaflow.risk.control.PositionsPerSymbol;
import io.alphaflow.risk.control.PriceCollar;
import io.alphaflow.risk.control.StaleMark;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitSetting;

/** Drills of limits, of whatever size they are. */
final class LimitDrills {

  private LimitDrills() {}

  /** The drill of a limit that is not off. */
  static Drill of(LimitSetting setting, Subject subject, DrillDesk desk) {
    return Drill.rejects(
        code(setting.limit()),
        by(setting.limit()),
        text(setting),
        setting.source(),
        desk.with(subject, setting),
        subject,
        LimitJournals.of(setting.limit(), setting.value()));
  }

  /** For a person: name, value, and level where it is not the desk's. */
  static String text(LimitSetting setting) {
    String text = setting.limit().key() + " " + setting.limit().kind().format(setting.value());
    return setting.level().equals(Level.DESK) ? text : text + " (" + setting.level() + ")";
  }

  /** What an order is rejected for that is beyond a limit. */
  static DecisionCode code(Limit limit) {
    return switch (limit) {
      case MAX_ORDER_VALUE -> DecisionCode.MAX_ORDER_VALUE;
      case MAX_ORDER_QUANTITY -> DecisionCode.MAX_ORDER_QUANTITY;
      case PRICE_COLLAR -> DecisionCode.PRICE_COLLAR;
      case MAX_MARK_AGE -> DecisionCode.STALE_MARK;
      case MAX_MARK_JUMP -> DecisionCode.MARK_JUMP;
      case MAX_POSITION -> DecisionCode.MAX_POSITION;
      case MAX_POSITION_VALUE -> DecisionCode.MAX_POSITION_VALUE;
      case MAX_POSITION_SHARE -> DecisionCode.MAX_POSITION_SHARE;
      case MAX_POSITIONS_PER_SYMBOL -> DecisionCode.MAX_POSITIONS_PER_SYMBOL;
      case MAX_GROSS_EXPOSURE -> DecisionCode.MAX_GROSS_EXPOSURE;
      case MAX_NET_EXPOSURE -> DecisionCode.MAX_NET_EXPOSURE;
      case MAX_OPEN_POSITIONS -> DecisionCode.MAX_OPEN_POSITIONS;
      case MAX_CONCENTRATION -> DecisionCode.MAX_CONCENTRATION;
      case MAX_LEVERAGE -> DecisionCode.MAX_LEVERAGE;
      case ORDERS_PER_STRATEGY -> DecisionCode.STRATEGY_ORDER_RATE;
      case ORDERS_PER_ACCOUNT -> DecisionCode.ACCOUNT_ORDER_RATE;
      case ORDER_TO_FILL -> DecisionCode.ORDER_TO_FILL;
      case DUPLICATE_WINDOW -> DecisionCode.DUPLICATE_ORDER;
      case MAX_DAILY_LOSS -> DecisionCode.MAX_DAILY_LOSS;
      case MAX_ROLLING_LOSS -> DecisionCode.MAX_ROLLING_LOSS;
      case MAX_STRATEGY_LOSS -> DecisionCode.MAX_STRATEGY_LOSS;
      case MAX_DRAWDOWN -> DecisionCode.MAX_DRAWDOWN;
      case MAX_DRAWDOWN_SHARE -> DecisionCode.MAX_DRAWDOWN_SHARE;
      case MARKET_DATA_TIMEOUT, EXECUTION_TIMEOUT -> DecisionCode.DEAD_MAN;
      case MIN_CONFIDENCE -> DecisionCode.MIN_CONFIDENCE;
    };
  }

  private static Class<? extends Control> by(Limit limit) {
    return switch (limit) {
      case MAX_ORDER_VALUE -> MaxOrderValue.class;
      case MAX_ORDER_QUANTITY -> MaxOrderQuantity.class;
      case PRICE_COLLAR -> PriceCollar.class;
      case MAX_MARK_AGE -> StaleMark.class;
      case MAX_MARK_JUMP -> MarkJump.class;
      case MAX_POSITION, MAX_POSITION_VALUE -> MaxPosition.class;
      case MAX_POSITION_SHARE -> PositionShare.class;
      case MAX_POSITIONS_PER_SYMBOL -> PositionsPerSymbol.class;
      case MAX_GROSS_EXPOSURE,
          MAX_NET_EXPOSURE,
          MAX_OPEN_POSITIONS,
          MAX_CONCENTRATION,
          MAX_LEVERAGE ->
          Exposure.class;
      case ORDERS_PER_STRATEGY, ORDERS_PER_ACCOUNT -> OrderRate.class;
      case ORDER_TO_FILL -> MessageBudget.class;
      case DUPLICATE_WINDOW -> DuplicateOrder.class;
      case MAX_DAILY_LOSS, MAX_ROLLING_LOSS, MAX_STRATEGY_LOSS -> MaxLoss.class;
      case MAX_DRAWDOWN, MAX_DRAWDOWN_SHARE -> Drawdown.class;
      case MARKET_DATA_TIMEOUT, EXECUTION_TIMEOUT -> KillSwitch.class;
      case MIN_CONFIDENCE -> MinConfidence.class;
    };
  }
}
