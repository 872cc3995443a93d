package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Drawdown;
import io.alphaflow.risk.control.Exposure;
import io.alphaflow.risk.control.FreeBalance;
import io.alphaflow.risk.control.MaxLoss;
import io.alphaflow.risk.control.MaxPosition;
import io.alphaflow.risk.control.PositionShare;
import io.alphaflow.risk.control.PositionsPerSymbol;
import io.alphaflow.risk.limit.Limit;
import java.util.List;

/** Drills about what an account has and what became of it: 11,000 USD, of which 10 BTC at first. */
final class PortfolioDrills {

  private static final long T = 1_000 * SECOND;

  private PortfolioDrills() {}

  static List<CodeDrill> positions() {
    return List.of(
        new CodeDrill(
            DecisionCode.MAX_POSITION,
            MaxPosition.class,
            p -> p.limit(Limit.MAX_POSITION, "13").opened().buy("2").buy("1.0001"),
            p -> p.limit(Limit.MAX_POSITION, "13").opened().buy("2").buy("1")),
        new CodeDrill(
            DecisionCode.MAX_POSITION_VALUE,
            MaxPosition.class,
            p -> p.limit(Limit.MAX_POSITION_VALUE, "1300.99999999").opened().buy("2").buy("1"),
            p -> p.limit(Limit.MAX_POSITION_VALUE, "1301").opened().buy("2").buy("1")),
        new CodeDrill(
            DecisionCode.MAX_POSITION_SHARE,
            PositionShare.class,
            p -> p.limitText(Limit.MAX_POSITION_SHARE, "10%").opened().buy("0.9901"),
            p -> p.limitText(Limit.MAX_POSITION_SHARE, "10%").opened().buy("0.99")),
        new CodeDrill(
            DecisionCode.MAX_POSITIONS_PER_SYMBOL,
            PositionsPerSymbol.class,
            p -> twoStrategies(p).buyAs("third", "3"),
            p -> twoStrategies(p).buyAs("second", "3")),
        new CodeDrill(
            DecisionCode.INSUFFICIENT_BALANCE,
            FreeBalance.class,
            p -> p.opened("202.21211009", "0").buy("1").buy("1.0001"),
            p -> p.opened("202.2121101", "0").buy("1").buy("1.0001")));
  }

  private static Play twoStrategies(Play play) {
    return play.limitText(Limit.MAX_POSITIONS_PER_SYMBOL, "2")
        .opened()
        .buyAs("first", "1")
        .fill("100")
        .buyAs("second", "2");
  }

  static List<CodeDrill> exposures() {
    return List.of(
        new CodeDrill(
            DecisionCode.MAX_GROSS_EXPOSURE,
            Exposure.class,
            p -> p.limit(Limit.MAX_GROSS_EXPOSURE, "1300.99999999").opened().buy("2").buy("1"),
            p -> p.limit(Limit.MAX_GROSS_EXPOSURE, "1301").opened().buy("2").buy("1")),
        new CodeDrill(
            DecisionCode.MAX_NET_EXPOSURE,
            Exposure.class,
            p -> p.limit(Limit.MAX_NET_EXPOSURE, "1300.99999999").opened().buy("2").buy("1"),
            p -> p.limit(Limit.MAX_NET_EXPOSURE, "1301").opened().buy("2").buy("1")),
        new CodeDrill(
            DecisionCode.MAX_OPEN_POSITIONS,
            Exposure.class,
            p -> onePosition(p).buyOn(JournalFixture.ETH, "1"),
            p -> onePosition(p).buyOn(JournalFixture.BTC, "1")),
        new CodeDrill(
            DecisionCode.MAX_CONCENTRATION,
            Exposure.class,
            p -> p.limitText(Limit.MAX_CONCENTRATION, "10%").opened().buy("0.9901"),
            p -> p.limitText(Limit.MAX_CONCENTRATION, "10%").opened().buy("0.99")),
        new CodeDrill(
            DecisionCode.MAX_LEVERAGE,
            Exposure.class,
            p -> p.limitText(Limit.MAX_LEVERAGE, "0.1").opened().buy("0.9901"),
            p -> p.limitText(Limit.MAX_LEVERAGE, "0.1").opened().buy("0.99")));
  }

  private static Play onePosition(Play play) {
    play.limitText(Limit.MAX_OPEN_POSITIONS, "1").opened();
    return play.read(
        play.journal().instrument(JournalFixture.ETH, true),
        play.journal().mark(JournalFixture.ETH, "10", T));
  }

  static List<CodeDrill> losses() {
    return List.of(
        new CodeDrill(
            DecisionCode.MAX_DAILY_LOSS,
            MaxLoss.class,
            p -> p.limit(Limit.MAX_DAILY_LOSS, "100").opened().mark("89.99", T + 1).buy("1"),
            p -> p.limit(Limit.MAX_DAILY_LOSS, "100").opened().mark("90", T + 1).buy("1")),
        new CodeDrill(
            DecisionCode.MAX_ROLLING_LOSS,
            MaxLoss.class,
            p -> rolling(p).mark("91", T + 2).mark("90.99", T + 3_600 * SECOND).buy("1"),
            p -> rolling(p).mark("91", T + 2).mark("91", T + 3_600 * SECOND).buy("1")),
        new CodeDrill(
            DecisionCode.MAX_STRATEGY_LOSS,
            MaxLoss.class,
            p -> lost(p, "50.49999999").buy("1"),
            p -> lost(p, "50.5").buy("1")),
        new CodeDrill(
            DecisionCode.MAX_DRAWDOWN,
            Drawdown.class,
            p -> p.limit(Limit.MAX_DRAWDOWN, "100").opened().mark("89.99", T + 1).buy("1"),
            p -> p.limit(Limit.MAX_DRAWDOWN, "100").opened().mark("90", T + 1).buy("1")),
        new CodeDrill(
            DecisionCode.MAX_DRAWDOWN_SHARE,
            Drawdown.class,
            p -> p.limitText(Limit.MAX_DRAWDOWN_SHARE, "1%").opened().mark("88.99", T + 1).buy("1"),
            p -> p.limitText(Limit.MAX_DRAWDOWN_SHARE, "1%").opened().mark("89", T + 1).buy("1")));
  }

  /** The highest of the hour is 101, at its start. */
  private static Play rolling(Play play) {
    return play.limitText(Limit.MAX_ROLLING_LOSS, "100/1h").opened().mark("101", T + 1);
  }

  /** A loss of 50 USD and a fee of 0.5 USD. */
  private static Play lost(Play play, String most) {
    return play.limit(Limit.MAX_STRATEGY_LOSS, most)
        .opened()
        .buy("5")
        .fill("100")
        .mark("90", T + 1);
  }
}
