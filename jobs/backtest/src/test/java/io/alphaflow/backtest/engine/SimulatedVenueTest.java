package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedVenueTest {

  private static final String BTC = Runs.BTC.toString();
  private static final long LATENCY = 50_000;

  private final List<ExecutionReport> reports = new ArrayList<>();
  private final SimulatedVenue venue =
      new SimulatedVenue(
          "a",
          "USD",
          FillRules.DEFAULT.withLatency(LATENCY),
          List.of(Runs.listing()),
          reports::add);
  private long trades;

  private void trade(long time, String price) {
    venue.trade(
        new Trade(BTC, ++trades, Fixed8.parse(price), Fixed8.of(5), false, Runs.START + time, 0));
  }

  private static Decision approved(long number, Side side, OrderType type, String limit) {
    return new Decision(
        "a",
        number,
        0,
        number,
        Runs.START,
        "trend",
        BTC,
        SignalOrigin.STRATEGY,
        number,
        number,
        Outcome.APPROVED,
        new OrderIntent(
            "order-" + number, side, type, TimeInForce.GTC, Fixed8.ONE, Fixed8.parse(limit)),
        List.of(),
        new DecisionInputs(0, 0, 0, 0, 0, 0, 0, 0, 0, ""));
  }

  private List<ExecutionType> types() {
    return reports.stream().map(ExecutionReport::executionType).toList();
  }

  @Test
  void fillsAtThePriceOfTheMomentWhenTheOrderArrives() {
    trade(0, "100");
    venue.place(approved(1, Side.BUY, OrderType.MARKET, "0"));
    trade(LATENCY - 1, "110");
    assertThat(reports).isEmpty();
    trade(LATENCY + 1, "120");
    assertThat(types()).containsExactly(ExecutionType.ACCEPTED, ExecutionType.FILL);
    ExecutionReport fill = reports.get(1);
    assertThat(fill.lastPrice()).isGreaterThan(Fixed8.of(110)).isLessThan(Fixed8.of(111));
    assertThat(fill.time()).isEqualTo(Runs.START + LATENCY);
    assertThat(fill.last()).isTrue();
  }

  /** Whether the account can pay was asked by whoever sent the order. */
  @Test
  void lendsWhatIsSold() {
    trade(0, "100");
    venue.place(approved(1, Side.SELL, OrderType.MARKET, "0"));
    venue.advance(Runs.START + LATENCY);
    assertThat(types()).containsExactly(ExecutionType.ACCEPTED, ExecutionType.FILL);
  }

  @Test
  void anOrderThatWaitsFillsWhenThePriceTradesThroughItOrIsCancelled() {
    trade(0, "100");
    venue.place(approved(1, Side.BUY, OrderType.LIMIT, "90"));
    venue.place(approved(2, Side.BUY, OrderType.LIMIT, "80"));
    trade(2 * LATENCY, "90");
    assertThat(types()).containsExactly(ExecutionType.ACCEPTED, ExecutionType.ACCEPTED);
    trade(2 * LATENCY + 1, "89");
    assertThat(types()).endsWith(ExecutionType.FILL);
    venue.cancel("order-2");
    venue.advance(Runs.START + 4 * LATENCY);
    assertThat(types()).endsWith(ExecutionType.CANCELED);
  }
}
