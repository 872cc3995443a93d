package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class VenueTest {

  private static final String BTC = Runs.BTC.toString();

  private final Prices prices = new Prices(Runs.listing());
  private final List<ExecutionReport> reports = new ArrayList<>();
  private final List<Boolean> open = new ArrayList<>();
  private long decisions;
  private long time = Runs.START;

  private Venue venue(FillRules rules) {
    return new Venue(
        "a",
        rules,
        Map.of(BTC, prices),
        "USD",
        Fixed8.of(100_000),
        false,
        reports::add,
        (instrument, any) -> open.add(any));
  }

  private void trade(Venue venue, String price) {
    time++;
    prices.next(Fixed8.parse(price), Fixed8.of(5));
    venue.trade(BTC, Fixed8.parse(price), Fixed8.of(5), time);
  }

  private String place(
      Venue venue, Side side, OrderType type, String quantity, String limit, String trigger) {
    return place(venue, side, type, quantity, limit, trigger, null);
  }

  private String place(
      Venue venue,
      Side side,
      OrderType type,
      String quantity,
      String limit,
      String trigger,
      Replaced replaced) {
    Decision approved = approve(side, type, quantity, limit, trigger, replaced);
    venue.place(venue.sent(approved), time);
    return approved.order().clientOrderId();
  }

  private Decision approve(
      Side side, OrderType type, String quantity, String limit, String trigger, Replaced replaced) {
    OrderIntent order =
        new OrderIntent(
                "order-" + (decisions + 1),
                side,
                type,
                TimeInForce.GTC,
                Fixed8.parse(quantity),
                Fixed8.parse(limit),
                Fixed8.parse(trigger))
            .replacing(replaced);
    return decision(Outcome.APPROVED, order, List.of(), 0);
  }

  private Decision decision(
      Outcome outcome, OrderIntent order, List<CancelTarget> targets, long quantity) {
    return new Decision(
        "a",
        ++decisions,
        0,
        0,
        time,
        "s",
        BTC,
        SignalOrigin.STRATEGY,
        decisions,
        0,
        outcome,
        order,
        List.of(),
        new DecisionInputs(0, 0, 0, 0, 0, 0, 0, 0, 0, "5"),
        List.of(),
        List.of(),
        targets,
        quantity);
  }

  private static Tuple fill(String order, String quantity, String price, boolean maker) {
    return tuple(ExecutionType.FILL, order, Fixed8.parse(quantity), Fixed8.parse(price), maker);
  }

  private void assertFills(Tuple... fills) {
    assertThat(reports)
        .filteredOn(report -> report.executionType() == ExecutionType.FILL)
        .extracting(
            ExecutionReport::executionType,
            ExecutionReport::clientOrderId,
            ExecutionReport::lastQuantity,
            ExecutionReport::lastPrice,
            ExecutionReport::maker)
        .containsExactly(fills);
  }

  @Test
  void aMarketOrderPaysTheSpreadAndTheSlippage() {
    Venue venue = venue(FillRules.DEFAULT.withSlippage(Fixed8.parse("0.001")));
    trade(venue, "100");
    String buy = place(venue, Side.BUY, OrderType.MARKET, "2", "0", "0");
    String sell = place(venue, Side.SELL, OrderType.MARKET, "1", "0", "0");
    assertFills(fill(buy, "2", "100.11", false), fill(sell, "1", "99.89", false));
    assertThat(reports.get(1).fee()).isEqualTo(Fixed8.parse("0.002"));
    assertThat(reports.get(1).feeAsset()).isEqualTo("BTC");
    assertThat(reports.get(3).feeAsset()).isEqualTo("USD");
  }

  @Test
  void aBrokerTakesItsFeeInCash() {
    Venue venue = venue(Runs.costing(Fixed8.parse("0.01"), FeeAsset.QUOTE));
    trade(venue, "100");
    place(venue, Side.BUY, OrderType.MARKET, "2", "0", "0");
    place(venue, Side.SELL, OrderType.MARKET, "2", "0", "0");
    assertThat(reports)
        .filteredOn(report -> report.executionType() == ExecutionType.FILL)
        .extracting(ExecutionReport::fee, ExecutionReport::feeAsset)
        .containsExactly(tuple(Fixed8.of(2), "USD"), tuple(Fixed8.of(2), "USD"));
  }

  @Test
  void aRestingOrderFillsWhenThePriceGoesThroughItOrOptimisticallyWhenItIsThere() {
    Venue conservative = venue(Runs.free());
    trade(conservative, "100");
    String order = place(conservative, Side.BUY, OrderType.LIMIT, "2", "99", "0");
    trade(conservative, "99");
    assertFills();
    trade(conservative, "98.99");
    assertFills(fill(order, "2", "99", true));
    assertThat(open).containsExactly(true, false);

    reports.clear();
    Venue optimistic = venue(Runs.free().optimistic());
    trade(optimistic, "100");
    String touched = place(optimistic, Side.BUY, OrderType.LIMIT, "2", "99", "0");
    trade(optimistic, "99");
    assertFills(fill(touched, "2", "99", true));
  }

  @Test
  void noMoreIsFilledThanWasTraded() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String order = place(venue, Side.BUY, OrderType.LIMIT, "7", "99", "0");
    trade(venue, "98");
    trade(venue, "98");
    assertFills(fill(order, "5", "99", true), fill(order, "2", "99", true));
    assertThat(reports.get(1).last()).isFalse();
    assertThat(reports.get(2).last()).isTrue();
  }

  @Test
  void aStopWaitsForItsPrice() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    place(venue, Side.BUY, OrderType.MARKET, "1", "0", "0");
    String stop = place(venue, Side.SELL, OrderType.STOP_LOSS, "1", "0", "95");
    assertThat(venue.triggers(BTC)).containsExactly(Fixed8.of(95));
    trade(venue, "95.01");
    reports.clear();
    trade(venue, "95");
    assertFills(fill(stop, "1", "95", false));
    assertThat(venue.triggers(BTC)).isEmpty();
  }

  @Test
  void cancelsWhatIsOpenAndNothingElse() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String order = place(venue, Side.BUY, OrderType.LIMIT, "1", "99", "0");
    venue.cancel("another", time);
    venue.cancel(order, time);
    venue.cancel(order, time);
    assertThat(reports)
        .extracting(ExecutionReport::executionType, ExecutionReport::last)
        .containsExactly(tuple(ExecutionType.ACCEPTED, false), tuple(ExecutionType.CANCELED, true));
    assertThat(open).containsExactly(true, false);
  }

  @Test
  void whatAReplacedOrderFilledComesOffTheNewOne() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String old = place(venue, Side.BUY, OrderType.LIMIT, "7", "99", "0");
    Replaced replaced = new Replaced(new CancelTarget(old, "s", 1, Side.BUY, Fixed8.of(7)), 0);
    trade(venue, "98");
    String next = place(venue, Side.BUY, OrderType.LIMIT, "7", "97", "0", replaced);
    Decision late =
        approve(
            Side.BUY,
            OrderType.LIMIT,
            "2",
            "95",
            "0",
            new Replaced(new CancelTarget(next, "s", 2, Side.BUY, Fixed8.of(2)), 0));
    Venue.Sent sent = venue.sent(late);
    trade(venue, "96");
    assertFills(fill(old, "5", "99", true), fill(next, "2", "97", true));
    venue.place(sent, time);
    assertThat(reports.get(reports.size() - 1))
        .extracting(
            ExecutionReport::clientOrderId, ExecutionReport::executionType, ExecutionReport::reason)
        .containsExactly(
            late.order().clientOrderId(), ExecutionType.NOT_PLACED, "REPLACED_ORDER_FILLED");
  }

  /** Both leave before the first arrives; the first arrives before the second. */
  @Test
  void anOrderThatIsOnItsWayCanBeReplaced() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    Decision first = approve(Side.BUY, OrderType.LIMIT, "7", "99", "0", null);
    Venue.Sent one = venue.sent(first);
    String old = first.order().clientOrderId();
    Replaced replaced = new Replaced(new CancelTarget(old, "s", 1, Side.BUY, Fixed8.of(7)), 0);
    Decision second = approve(Side.BUY, OrderType.LIMIT, "7", "97", "0", replaced);
    Venue.Sent other = venue.sent(second);
    venue.place(one, time);
    trade(venue, "98");
    venue.place(other, time);
    trade(venue, "96");
    trade(venue, "96");
    String next = second.order().clientOrderId();
    assertFills(fill(old, "5", "99", true), fill(next, "2", "97", true));
  }

  /** The desk hears of the end of the first a while after it has put another in its place. */
  @Test
  void anOrderCanBeReplacedThatHasFilledWithoutTheDeskKnowing() {
    Venue venue = venue(Runs.free().with(new Frictions(0, 1_000_000, List.of(), 0, 1)));
    trade(venue, "100");
    String old = place(venue, Side.BUY, OrderType.LIMIT, "5", "99", "0");
    trade(venue, "98");
    assertFills(fill(old, "5", "99", true));
    Replaced replaced = new Replaced(new CancelTarget(old, "s", 1, Side.BUY, Fixed8.of(5)), 0);
    Decision late = approve(Side.BUY, OrderType.LIMIT, "5", "97", "0", replaced);
    Venue.Sent sent = venue.sent(late);
    venue.told(old);
    venue.place(sent, time);
    assertThat(reports.get(reports.size() - 1))
        .extracting(ExecutionReport::clientOrderId, ExecutionReport::reason)
        .containsExactly(late.order().clientOrderId(), "REPLACED_ORDER_FILLED");
  }

  @Test
  void refusesWhatTheVenueWould() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    place(venue, Side.SELL, OrderType.MARKET, "1", "0", "0");
    assertThat(reports)
        .extracting(ExecutionReport::executionType, ExecutionReport::reason)
        .containsExactly(tuple(ExecutionType.REJECTED, "INSUFFICIENT_BALANCE"));
    assertThat(open).isEmpty();
  }

  private void amend(Venue venue, String order, String quantity) {
    venue.amend(
        decision(
            Outcome.AMEND,
            null,
            List.of(new CancelTarget(order, "s", 1, Side.BUY, Fixed8.of(7))),
            Fixed8.parse(quantity)),
        time);
  }

  @Test
  void anOrderBecomesSmallerWhereItStands() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String order = place(venue, Side.BUY, OrderType.LIMIT, "7", "99", "0");
    amend(venue, order, "3");
    amend(venue, order, "4");
    amend(venue, "another", "1");
    trade(venue, "98");
    assertFills(fill(order, "3", "99", true));
    assertThat(reports)
        .extracting(
            ExecutionReport::executionType, ExecutionReport::orderQuantity, ExecutionReport::last)
        .containsExactly(
            tuple(ExecutionType.ACCEPTED, Fixed8.of(7), false),
            tuple(ExecutionType.AMENDED, Fixed8.of(3), false),
            tuple(ExecutionType.FILL, Fixed8.of(3), true));
    assertThat(open).containsExactly(true, false);
  }

  private String pair(Venue venue, String limit, String trigger) {
    OrderIntent order =
        new OrderIntent(
                "order-" + (decisions + 1),
                Side.BUY,
                OrderType.LIMIT_MAKER,
                TimeInForce.GTC,
                Fixed8.of(7),
                Fixed8.parse(limit))
            .with(new StopLeg(Fixed8.parse(trigger), 0));
    Decision approved = decision(Outcome.APPROVED, order, List.of(), 0);
    venue.place(venue.sent(approved), time);
    return order.clientOrderId();
  }

  @Test
  void ofAPairOneTradesAndTheOtherEnds() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String order = pair(venue, "99", "105");
    trade(venue, "98");
    trade(venue, "106");
    trade(venue, "98");
    assertFills(fill(order, "5", "99", true), fill(order, "2", "99", true));
    assertThat(reports)
        .filteredOn(report -> report.clientOrderId().equals(order + "-s"))
        .extracting(ExecutionReport::executionType, ExecutionReport::reason)
        .containsExactly(
            tuple(ExecutionType.ACCEPTED, ""), tuple(ExecutionType.EXPIRED, "OCO_TRIGGER"));
    assertThat(open).containsExactly(true, false);
  }

  @Test
  void bothOfAPairAreCancelledOrRefused() {
    Venue venue = venue(Runs.free());
    trade(venue, "100");
    String order = pair(venue, "99", "105");
    venue.cancel(order, time);
    venue.cancel(order + "-s", time);
    pair(venue, "101", "105");
    assertThat(reports)
        .extracting(ExecutionReport::executionType)
        .containsExactly(
            ExecutionType.ACCEPTED,
            ExecutionType.ACCEPTED,
            ExecutionType.CANCELED,
            ExecutionType.CANCELED,
            ExecutionType.REJECTED,
            ExecutionType.REJECTED);
    assertThat(open).containsExactly(true, false);
  }

  private void spend(Venue venue, String most, String amount) {
    OrderIntent order =
        new OrderIntent(
                "order-" + (decisions + 1),
                Side.BUY,
                OrderType.MARKET,
                TimeInForce.GTC,
                Fixed8.parse(most),
                0)
            .spending(Fixed8.parse(amount));
    venue.place(venue.sent(decision(Outcome.APPROVED, order, List.of(), 0)), time);
  }

  @Test
  void anOrderByAnAmountSpendsItAndIsForWhatThatBought() {
    Venue venue = venue(FillRules.DEFAULT);
    trade(venue, "100");
    spend(venue, "10.2", "1000");
    ExecutionReport last = reports.get(reports.size() - 1);
    assertThat(last.executionType()).isEqualTo(ExecutionType.FILL);
    assertThat(last.last()).isTrue();
    assertThat(last.orderQuantity()).isEqualTo(last.cumulativeQuantity());
    long spent =
        reports.stream()
            .mapToLong(
                r -> Fixed8.multiply(r.lastQuantity(), r.lastPrice(), RoundingMode.UNNECESSARY))
            .sum();
    long step = Fixed8.multiply(Runs.listing().stepSize(), last.lastPrice(), RoundingMode.UP);
    assertThat(spent).isBetween(Fixed8.of(1_000) - step, Fixed8.of(1_000));
    assertThat(open).containsExactly(true, false);
  }

  @Test
  void anOrderByMoreThanThereIsIsRefused() {
    Venue venue = venue(FillRules.DEFAULT);
    trade(venue, "100");
    spend(venue, "2000", "150000");
    ExecutionReport last = reports.get(reports.size() - 1);
    assertThat(last.executionType()).isEqualTo(ExecutionType.REJECTED);
    assertThat(last.reason()).isEqualTo("INSUFFICIENT_BALANCE");
  }
}
