package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.FailClosed;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.stream.Stream;

/** Drills about what the gate does not know. */
final class UnknownDrills {

  private static final long T = 1_000 * SECOND;
  private static final String CROSS = "sim:ETH/BTC";

  private UnknownDrills() {}

  static List<CodeDrill> unknowns() {
    return List.of(
        new CodeDrill(
            DecisionCode.LIMIT_NOT_CONFIGURED,
            FailClosed.class,
            p -> p.noLimit(Limit.MAX_POSITION).opened().buy("1"),
            p -> p.noLimit(Limit.MAX_POSITION).opened().sell("1")),
        new CodeDrill(
            DecisionCode.ACCOUNT_NOT_CONFIGURED,
            FailClosed.class,
            p -> p.opened().read(p.journal().market(stranger(), Side.BUY, "1")),
            p -> p.opened().read(p.journal().market(ACCOUNT, Side.BUY, "1"))),
        new CodeDrill(
            DecisionCode.ACCOUNT_NOT_OPEN,
            FailClosed.class,
            p -> p.read(p.journal().instrument(true)).mark("100", T).buy("1"),
            p -> p.opened().buy("1")),
        new CodeDrill(
            DecisionCode.UNKNOWN_INSTRUMENT,
            FailClosed.class,
            p -> p.read(p.journal().account(ACCOUNT, "1000", "0")).mark("100", T).buy("1"),
            p -> p.opened("1000", "0").buy("1")),
        new CodeDrill(
            DecisionCode.INSTRUMENT_NOT_TRADING,
            FailClosed.class,
            p -> p.opened().read(p.journal().instrument(false)).buy("1"),
            p -> p.opened().read(p.journal().instrument(true)).buy("1")),
        new CodeDrill(
            DecisionCode.NO_MARK,
            FailClosed.class,
            p -> unmarked(p).buy("1"),
            p -> unmarked(p).sell("1")),
        new CodeDrill(
            DecisionCode.NOT_VALUED,
            FailClosed.class,
            p -> twoMarkets(p, CROSS).buyOn(CROSS, "0.5"),
            p -> twoMarkets(p, JournalFixture.ETH).buyOn(JournalFixture.ETH, "1")),
        new CodeDrill(
            DecisionCode.UNKNOWN_ORDER,
            FailClosed.class,
            p -> p.opened().read(foreign("by-hand", 1, ExecutionType.ACCEPTED)).buy("1"),
            p ->
                p.opened()
                    .read(
                        foreign("by-hand", 1, ExecutionType.ACCEPTED),
                        foreign("by-hand", 2, ExecutionType.CANCELED))
                    .buy("1")));
  }

  private static Play unmarked(Play play) {
    return play.read(play.journal().instrument(true), play.journal().account(ACCOUNT, "1000", "2"));
  }

  /** BTC for USD, and another instrument whose price is 20 of its quote. */
  private static Play twoMarkets(Play play, String other) {
    return play.opened("10000", "11")
        .read(play.journal().instrument(other, true), play.journal().mark(other, "20", T + 1));
  }

  /** An account of the same partition that the configuration does not have. */
  private static String stranger() {
    return Stream.iterate(1, i -> i + 1)
        .map(i -> "stranger" + i)
        .filter(a -> DeskFixture.partition(a) == DeskFixture.partition(ACCOUNT))
        .findFirst()
        .orElseThrow();
  }

  /** A report of an order that the gate did not approve. */
  static ExecutionReport foreign(String id, long sequence, ExecutionType type) {
    return new ExecutionReport(
        ACCOUNT,
        "",
        JournalFixture.BTC,
        id,
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
}
