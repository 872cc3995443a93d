package io.alphaflow.risk;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes journal entries with the sequences that their producers would count. */
public final class JournalFixture {

  public static final String BTC = "sim:BTC/USD";
  public static final String ETH = "sim:ETH/USD";
  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private final Map<String, Long> sequences = new HashMap<>();

  private long next(String producer) {
    return sequences.merge(producer, 1L, Long::sum);
  }

  public static byte[] bytes(JournalEntry entry) {
    return CODEC.encode(entry);
  }

  public static RawRecord record(int partition, long offset, byte[] value) {
    return new RawRecord(Topics.JOURNAL.name(), partition, offset, 0, "", value);
  }

  public Instrument instrument(boolean trading) {
    return instrument(BTC, trading);
  }

  /** Of any base and quote, with the same rules; BTC can be bought for an amount of quote. */
  public Instrument instrument(String instrument, boolean trading) {
    InstrumentId id = InstrumentId.parse(instrument);
    return new Instrument(
            instrument,
            next("instrument/" + instrument),
            id.base() + id.quote(),
            id.base(),
            id.quote(),
            Fixed8.parse("0.01"),
            Fixed8.parse("0.01"),
            Fixed8.of(1_000_000),
            Fixed8.parse("0.0001"),
            Fixed8.parse("0.001"),
            Fixed8.of(9_000),
            Fixed8.of(10),
            trading,
            0)
        .withQuoteStep(instrument.equals(BTC) ? Fixed8.parse("0.01") : 0);
  }

  public Mark mark(String price, long time) {
    return mark(BTC, price, time);
  }

  public Mark mark(String instrument, String price, long time) {
    long sequence = next("mark/" + instrument);
    return new Mark(instrument, sequence, Fixed8.parse(price), sequence, time);
  }

  public ClockTick clock(long time) {
    return new ClockTick("sim", next("clock"), time);
  }

  public AccountSnapshot account(String account, String usd, String btc) {
    return account(account, new TreeMap<>(Map.of("BTC", btc, "USD", usd)));
  }

  /** What the venue says that an account has, by asset. */
  public AccountSnapshot account(String account, SortedMap<String, String> balances) {
    long sequence = next("account/" + account);
    return new AccountSnapshot(
        account,
        sequence,
        10_000_000 * sequence,
        balances.entrySet().stream()
            .map(b -> new AssetBalance(b.getKey(), Fixed8.parse(b.getValue()), 0))
            .toList());
  }

  public Signal market(String account, Side side, SizingMode mode, String size) {
    return signal("trend", account, side, mode, size, OrderType.MARKET, "0");
  }

  public Signal market(String account, Side side, String size) {
    return market(account, side, SizingMode.BASE_QUANTITY, size);
  }

  public Signal limit(String account, Side side, String size, String price) {
    return signal("trend", account, side, SizingMode.BASE_QUANTITY, size, OrderType.LIMIT, price);
  }

  public Signal signal(
      String strategy,
      String account,
      Side side,
      SizingMode mode,
      String size,
      OrderType type,
      String price) {
    return signal(BTC, strategy, account, side, mode, size, type, price);
  }

  public Signal signal(
      String instrument,
      String strategy,
      String account,
      Side side,
      SizingMode mode,
      String size,
      OrderType type,
      String price) {
    String id = strategy + "-" + account;
    long sequence = next("signal/" + id + "/" + instrument);
    return new Signal(
        id,
        account,
        instrument,
        sequence,
        0,
        side,
        mode,
        Fixed8.parse(size),
        type,
        Fixed8.parse(price),
        1,
        "drill",
        sequence,
        Map.of());
  }

  /** A market buy under protection. */
  public Signal protectedBuy(String strategy, String account, String size, Protection protection) {
    Signal s =
        signal(strategy, account, Side.BUY, SizingMode.BASE_QUANTITY, size, OrderType.MARKET, "0");
    return with(s, protection, SignalOrigin.STRATEGY);
  }

  /** The same with other protection and origin. */
  public static Signal with(Signal s, Protection protection, SignalOrigin origin) {
    return copy(s, s.strategy(), s.sequence(), s.confidence(), protection, origin);
  }

  /** The same as a pair of which one cancels the other. */
  public static Signal paired(Signal s, long limit, StopLeg stop) {
    return new Signal(
            s.strategy(),
            s.account(),
            s.instrument(),
            s.sequence(),
            s.time(),
            s.side(),
            s.sizingMode(),
            s.size(),
            OrderType.LIMIT_MAKER,
            limit,
            s.confidence(),
            s.tag(),
            s.triggerTradeId(),
            s.indicators())
        .with(stop);
  }

  /** The same with another confidence. */
  public static Signal with(Signal s, double confidence) {
    return copy(s, s.strategy(), s.sequence(), confidence, s.protection(), s.origin());
  }

  /** The same of another strategy instance. */
  public static Signal of(String strategy, long sequence, Signal s) {
    return copy(s, strategy, sequence, s.confidence(), s.protection(), s.origin());
  }

  private static Signal copy(
      Signal s,
      String strategy,
      long sequence,
      double confidence,
      Protection protection,
      SignalOrigin origin) {
    return new Signal(
        strategy,
        s.account(),
        s.instrument(),
        sequence,
        s.time(),
        s.side(),
        s.sizingMode(),
        s.size(),
        s.orderType(),
        s.limitPrice(),
        confidence,
        s.tag(),
        s.triggerTradeId(),
        s.indicators(),
        protection,
        origin,
        s.timeInForce(),
        s.triggerPrice(),
        s.execution(),
        s.target(),
        s.stop());
  }

  /** All of the order was traded at once, and the venue kept its fee in base. */
  public ExecutionReport fillWithFeeInBase(Decision decision, String price, String fee) {
    long quantity = decision.approvedOrder().orElseThrow().quantity();
    return fillWithFee(decision, quantity, Fixed8.parse(price), quantity, fee, "BTC");
  }

  /** A part of the order was traded, for a fee in some asset. */
  public ExecutionReport fillWithFee(
      Decision decision, long quantity, long price, long cumulative, String fee, String asset) {
    ExecutionReport r = fill(decision, quantity, price, cumulative);
    return new ExecutionReport(
        r.account(),
        r.strategy(),
        r.instrument(),
        r.clientOrderId(),
        r.decision(),
        r.sequence(),
        r.executionType(),
        r.side(),
        r.orderQuantity(),
        r.venueOrderId(),
        r.venueTradeId(),
        r.lastQuantity(),
        r.lastPrice(),
        r.cumulativeQuantity(),
        Fixed8.parse(fee),
        asset,
        r.maker(),
        r.last(),
        r.time(),
        r.reason());
  }

  /** The decision of an order as if it had been for so much. */
  public static Decision resized(Decision d, long quantity) {
    OrderIntent o = d.approvedOrder().orElseThrow();
    return ordering(
        d,
        new OrderIntent(
            o.clientOrderId(),
            o.side(),
            o.orderType(),
            o.timeInForce(),
            quantity,
            o.limitPrice(),
            o.triggerPrice(),
            o.replaces(),
            o.stop(),
            o.quoteAmount()));
  }

  /** The decision of the second order of a pair as if it were one of its own. */
  public static Decision second(Decision d) {
    return ordering(d, d.approvedOrder().orElseThrow().second().orElseThrow());
  }

  private static Decision ordering(Decision d, OrderIntent order) {
    return new Decision(
        d.account(),
        d.sequence(),
        d.journalPartition(),
        d.journalOffset(),
        d.time(),
        d.strategy(),
        d.instrument(),
        d.signalOrigin(),
        d.signalSequence(),
        d.triggerTradeId(),
        d.outcome(),
        order,
        d.violations(),
        d.inputs());
  }

  /** The venue has the order. */
  public ExecutionReport accepted(Decision decision) {
    return report(decision, ExecutionType.ACCEPTED, 0, 0, 0, 0, false);
  }

  /** A part of the order was traded. */
  public ExecutionReport fill(Decision decision, long quantity, long price, long cumulative) {
    boolean last = cumulative == decision.approvedOrder().orElseThrow().quantity();
    long fee = Fixed8.multiply(quantity, price, java.math.RoundingMode.HALF_UP) / 1_000;
    return report(decision, ExecutionType.FILL, quantity, price, cumulative, fee, last);
  }

  /** The last part of an order by an amount was traded: it was for so much. */
  public ExecutionReport complete(Decision decision, long quantity, long price, long cumulative) {
    return fill(resized(decision, cumulative), quantity, price, cumulative);
  }

  /** All of the order was traded at once. */
  public ExecutionReport fill(Decision decision, String price) {
    long quantity = decision.approvedOrder().orElseThrow().quantity();
    return fill(decision, quantity, Fixed8.parse(price), quantity);
  }

  /** The venue has the order for that from now on. */
  public ExecutionReport amended(Decision order, long decision, long quantity) {
    return report(
        resized(order, quantity),
        ExecutionReport.amendment(decision),
        ExecutionType.AMENDED,
        0,
        0,
        0,
        0,
        false);
  }

  /** The order ended without more fills. */
  public ExecutionReport ended(Decision decision, ExecutionType type, long cumulative) {
    return report(decision, type, 0, 0, cumulative, 0, true);
  }

  private ExecutionReport report(
      Decision decision,
      ExecutionType type,
      long quantity,
      long price,
      long cumulative,
      long fee,
      boolean last) {
    long sequence = next("execution/" + decision.approvedOrder().orElseThrow().clientOrderId());
    return report(decision, sequence, type, quantity, price, cumulative, fee, last);
  }

  private static ExecutionReport report(
      Decision decision,
      long sequence,
      ExecutionType type,
      long quantity,
      long price,
      long cumulative,
      long fee,
      boolean last) {
    OrderIntent order = decision.approvedOrder().orElseThrow();
    return new ExecutionReport(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        order.clientOrderId(),
        decision.sequence(),
        sequence,
        type,
        order.side(),
        order.quantity(),
        "v" + decision.sequence(),
        type == ExecutionType.FILL ? sequence : 0,
        quantity,
        price,
        cumulative,
        fee,
        fee == 0 ? "" : "USD",
        false,
        last,
        0,
        "");
  }
}
