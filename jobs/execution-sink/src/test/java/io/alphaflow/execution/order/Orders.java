package io.alphaflow.execution.order;

import io.alphaflow.common.identity.SignalId;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Orders and facts about them for tests. */
public final class Orders {

  public static final InstrumentId INSTRUMENT = InstrumentId.parse("sim:BTC/USD");
  public static final long CREATED = 1_385_000_000_000_000L;

  private Orders() {}

  public static OrderRequest request(String account, long decision, long quantity, long writtenAt) {
    return request(account, "sma", decision, quantity, writtenAt);
  }

  public static OrderRequest request(
      String account, String strategy, long decision, long quantity, long writtenAt) {
    return new OrderRequest(
        account,
        strategy,
        INSTRUMENT.toString(),
        decision,
        CREATED - 1,
        new OrderIntent(
            id(account, decision),
            Side.BUY,
            OrderType.LIMIT,
            TimeInForce.GTC,
            quantity,
            Fixed8.of(100)),
        writtenAt,
        SignalId.of(strategy, account, INSTRUMENT.toString(), SignalOrigin.STRATEGY, decision));
  }

  /** A purchase at the market for an amount, that is to trade so much at most. */
  public static OrderRequest spending(
      String account, long decision, long most, long amount, long writtenAt) {
    return request(account, decision, most, writtenAt)
        .placing(
            new OrderIntent(
                    id(account, decision), Side.BUY, OrderType.MARKET, TimeInForce.GTC, most, 0)
                .spending(amount));
  }

  /** A pair of which one cancels the other: a purchase at 90, or from 110 on. */
  public static OrderRequest pair(long decision, long quantity, long writtenAt) {
    return request("main", decision, quantity, writtenAt)
        .placing(
            new OrderIntent(
                    id("main", decision),
                    Side.BUY,
                    OrderType.LIMIT_MAKER,
                    TimeInForce.GTC,
                    quantity,
                    Fixed8.of(90))
                .with(new StopLeg(Fixed8.of(110), 0)));
  }

  /** An order in the place of another of ten. */
  public static OrderRequest replacement(
      long decision, long replaced, long quantity, long knownFilled, long writtenAt) {
    OrderRequest plain = request("main", decision, quantity, writtenAt);
    CancelTarget target =
        new CancelTarget(id("main", replaced), plain.strategy(), replaced, Side.BUY, 10);
    return plain.placing(plain.order().replacing(new Replaced(target, knownFilled)));
  }

  /** An order of ten shall be smaller. */
  public static AmendRequest amend(
      String account, long decision, long order, long quantity, long writtenAt) {
    return new AmendRequest(
        account,
        INSTRUMENT.toString(),
        decision,
        CREATED + decision,
        new CancelTarget(id(account, order), "sma", order, Side.BUY, 10),
        quantity,
        writtenAt);
  }

  public static CancelRequest cancel(String account, long writtenAt, long... decisions) {
    return new CancelRequest(
        account,
        INSTRUMENT.toString(),
        1_000,
        CREATED,
        LongStream.of(decisions).mapToObj(decision -> id(account, decision)).toList(),
        List.of(),
        writtenAt);
  }

  /** The wish to cancel an order that the gate remembers: a purchase of so much. */
  public static CancelRequest cancelKnown(
      String account, long writtenAt, long decision, long quantity) {
    return new CancelRequest(
        account,
        INSTRUMENT.toString(),
        1_000,
        CREATED,
        List.of(id(account, decision)),
        List.of(new CancelTarget(id(account, decision), "sma", decision, Side.BUY, quantity)),
        writtenAt);
  }

  public static String id(String account, long decision) {
    return "af-" + account + "-" + decision;
  }

  public static Fill fill(long tradeId, long quantity) {
    return new Fill(tradeId, quantity, Fixed8.of(100), 3, "BTC", true, CREATED + tradeId);
  }

  public static OrderView view(
      OrderRequest order, OrderStatus status, long cumulative, long updated, Fill... fills) {
    return sized(order, 0, status, cumulative, updated, fills);
  }

  /** The same which says what the order is for. */
  public static OrderView sized(
      OrderRequest order,
      long quantity,
      OrderStatus status,
      long cumulative,
      long updated,
      Fill... fills) {
    return new OrderView(
        INSTRUMENT,
        order.order().clientOrderId(),
        "v" + order.decision(),
        status,
        cumulative,
        CREATED,
        updated,
        List.of(fills),
        "",
        quantity);
  }

  /** Collects what a tracker says. */
  public static final class Collected implements TrackerOutput {
    public final List<ExecutionReport> reports = new ArrayList<>();
    public final List<String> problems = new ArrayList<>();

    @Override
    public void report(ExecutionReport report) {
      reports.add(report);
    }

    @Override
    public void problem(String code, OrderRequest order, String message) {
      problems.add(code);
    }
  }
}
