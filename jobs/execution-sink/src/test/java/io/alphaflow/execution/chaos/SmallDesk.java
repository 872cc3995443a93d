package io.alphaflow.execution.chaos;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a desk leaves that works, to be doctored: six orders of one account, of which one is filled,
 * one filled in part and cancelled, one open, one refused, one not placed, and one by an amount
 * that expired before it bought anything.
 */
final class SmallDesk {

  static final int FILLED = 0;
  static final int CANCELED = 1;
  static final int OPEN = 2;
  static final int REFUSED = 3;
  static final int ABSENT = 4;
  static final int UNSPENT = 5;

  private static final String ACCOUNT = "alpha";
  private static final SymbolSpec SYMBOL = ChaosCase.symbols().get(0);
  private static final long TIME = 1_385_000_000_000_000L;
  private static final long PRICE = Fixed8.of(100);
  private static final long HALF = Fixed8.ONE / 2;
  private static final long FEE = 50_000;
  private static final long SPENDING = Fixed8.of(200);

  final List<JournalEntry> journal = new ArrayList<>();
  final List<byte[]> decisions = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();
  final List<OrderState> orders = new ArrayList<>();
  final List<Fill> fills = new ArrayList<>();
  final Map<String, Map<String, Balance>> balances = new TreeMap<>();
  private final List<Decision> approved = new ArrayList<>();
  private final RiskOptions options;
  private final Duration intentTimeout;

  SmallDesk(Path folder) throws IOException, GeneralSecurityException {
    ChaosCase one = new ChaosCase(1, 1, 0, "", false, false, "{}", 60, List.of());
    DeskConfig config =
        ChaosDesk.config(
            one,
            "127.0.0.1:1",
            "http://127.0.0.1:1",
            "ws://127.0.0.1:1",
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic(),
            folder);
    options = RiskOptions.read(config);
    intentTimeout = ExecutionOptions.read(config).intentTimeout();
    begin();
    decide();
    for (int order : List.of(FILLED, CANCELED, OPEN, UNSPENT)) {
      report(order, ExecutionType.ACCEPTED, 1, 0, false);
    }
    report(UNSPENT, ExecutionType.EXPIRED, 2, 0, true);
    report(FILLED, ExecutionType.FILL, 2, 1, false);
    report(FILLED, ExecutionType.FILL, 3, 2, true);
    report(CANCELED, ExecutionType.FILL, 2, 3, false);
    report(CANCELED, ExecutionType.CANCELED, 3, 0, true);
    report(REFUSED, ExecutionType.REJECTED, 1, 0, true);
    report(ABSENT, ExecutionType.NOT_PLACED, 1, 0, true);
    place(FILLED, OrderStatus.FILLED, Fixed8.ONE);
    place(CANCELED, OrderStatus.CANCELED, HALF);
    place(OPEN, OrderStatus.NEW, 0);
    place(UNSPENT, OrderStatus.EXPIRED_IN_MATCH, 0);
    for (int trade = 1; trade <= 3; trade++) {
      fill(trade, trade == 3 ? CANCELED : FILLED);
    }
    Map<String, Balance> own = new TreeMap<>();
    own.put("USD", new Balance("USD", Fixed8.of(100_000 - 150 - 90), Fixed8.of(90)));
    own.put("BTC", new Balance("BTC", 3 * HALF - 3 * FEE, 0));
    balances.put(ACCOUNT, own);
  }

  private void begin() {
    String instrument = OrderFlow.instrument(SYMBOL);
    journal.add(
        new Instrument(
                instrument,
                1,
                SYMBOL.symbol(),
                SYMBOL.base(),
                SYMBOL.quote(),
                SYMBOL.tickSize(),
                0,
                0,
                SYMBOL.stepSize(),
                SYMBOL.minQuantity(),
                SYMBOL.maxQuantity(),
                SYMBOL.minNotional(),
                true,
                0)
            .withQuoteStep(1));
    journal.add(new Mark(instrument, 1, PRICE, 1, TIME));
    journal.add(
        new AccountSnapshot(
            ACCOUNT, 1, TIME, List.of(new AssetBalance("USD", Fixed8.of(100_000), 0))));
    for (int i = 0; i <= UNSPENT; i++) {
      boolean market = i == FILLED || i == UNSPENT;
      journal.add(
          new Signal(
              "trend",
              ACCOUNT,
              instrument,
              i + 1,
              TIME,
              Side.BUY,
              i == UNSPENT ? SizingMode.EXACT_QUOTE_AMOUNT : SizingMode.BASE_QUANTITY,
              i == UNSPENT ? SPENDING : Fixed8.ONE + i * Fixed8.ONE / 100,
              market ? OrderType.MARKET : OrderType.LIMIT,
              market ? 0 : Fixed8.of(95 + i),
              1,
              "test",
              1,
              Map.of()));
    }
  }

  private void decide() {
    JournalReplay gate =
        new JournalReplay(
            options,
            (decision, bytes) -> {
              approved.add(decision);
              decisions.add(bytes);
            });
    records(Topics.JOURNAL.name(), journalBytes()).forEach(gate::accept);
    if (approved.size() != UNSPENT + 1 || approved.stream().anyMatch(d -> d.order() == null)) {
      throw new IllegalStateException(
          "not all is approved: " + approved.stream().map(Decision::violations).toList());
    }
  }

  private OrderIntent order(int which) {
    return approved.get(which).order();
  }

  /** Its client order id. */
  String id(int which) {
    return order(which).clientOrderId();
  }

  /** The desk reports; a fill is of half a coin. */
  void report(int which, ExecutionType type, long sequence, long trade, boolean last) {
    report(which, type, sequence, trade, last, order(which).quantity());
  }

  /** The same that the order was for so much. */
  void report(
      int which, ExecutionType type, long sequence, long trade, boolean last, long quantity) {
    boolean fill = type == ExecutionType.FILL;
    long before =
        journal.stream()
            .filter(e -> e instanceof ExecutionReport r && isOf(r, which))
            .mapToLong(e -> ((ExecutionReport) e).cumulativeQuantity())
            .max()
            .orElse(0);
    boolean absent = type == ExecutionType.REJECTED || type == ExecutionType.NOT_PLACED;
    journal.add(
        new ExecutionReport(
            ACCOUNT,
            "trend",
            OrderFlow.instrument(SYMBOL),
            id(which),
            approved.get(which).sequence(),
            sequence,
            type,
            Side.BUY,
            quantity,
            absent ? "" : Integer.toString(which + 1),
            trade,
            fill ? HALF : 0,
            fill ? PRICE : 0,
            fill ? before + HALF : before,
            fill ? FEE : 0,
            fill ? "BTC" : "",
            false,
            last,
            TIME + trade,
            ""));
  }

  /** The desk reports that an order is for half a coin, by a decision. */
  void amended(int which, long decision) {
    journal.add(
        new ExecutionReport(
            ACCOUNT,
            "trend",
            OrderFlow.instrument(SYMBOL),
            id(which),
            approved.get(which).sequence(),
            ExecutionReport.amendment(decision),
            ExecutionType.AMENDED,
            Side.BUY,
            HALF,
            Integer.toString(which + 1),
            0,
            0,
            0,
            0,
            0,
            "",
            false,
            false,
            TIME,
            ""));
  }

  /** The decision of an order is for a pair. */
  void paired(int which) {
    String json = new String(decisions.get(which), StandardCharsets.UTF_8);
    String paired =
        json.replace(
            "\"limitPrice\":\"" + Fixed8.format(order(which).limitPrice()) + "\"",
            "\"limitPrice\":\""
                + Fixed8.format(order(which).limitPrice())
                + "\",\"stop\":{\"triggerPrice\":\"110\"}");
    decisions.set(which, paired.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isOf(ExecutionReport report, int which) {
    return report.clientOrderId().equals(id(which));
  }

  /** The desk did not report. */
  void remove(int which, long sequence) {
    journal.removeIf(
        e -> e instanceof ExecutionReport r && isOf(r, which) && r.sequence() == sequence);
  }

  /** The venue has an order. */
  void place(int which, OrderStatus status, long filled) {
    NewOrder request = request(which, id(which));
    long quantity =
        which == UNSPENT
            ? Fixed8.divide(SPENDING, PRICE, RoundingMode.DOWN)
            : order(which).quantity();
    orders.add(state(which + 1, request, quantity, filled, status));
  }

  private NewOrder request(int which, String clientOrderId) {
    return request(which, clientOrderId, 0);
  }

  private NewOrder request(int which, String clientOrderId, long receivedMillis) {
    OrderIntent intent = order(which);
    return new NewOrder(
        ACCOUNT,
        SYMBOL.symbol(),
        clientOrderId,
        intent.side(),
        VenueOrderType.valueOf(intent.orderType().name()),
        intent.timeInForce(),
        intent.byAmount() ? 0 : intent.quantity(),
        intent.quoteAmount(),
        intent.limitPrice(),
        intent.triggerPrice(),
        0,
        SelfTradePrevention.EXPIRE_TAKER,
        receivedMillis * 1_000);
  }

  private static OrderState state(
      long orderId, NewOrder request, long quantity, long filled, OrderStatus status) {
    return new OrderState(
        orderId,
        OrderState.NO_LIST,
        request,
        quantity,
        filled,
        Fixed8.multiply(PRICE, filled, RoundingMode.UNNECESSARY),
        0,
        0,
        status,
        true,
        TIME,
        TIME,
        TIME,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** The venue ended an order. */
  void end(int which, OrderStatus status) {
    String id = id(which);
    orders.removeIf(order -> order.clientOrderId().equals(id));
    place(which, status, 0);
  }

  private void fill(long trade, int which) {
    fills.add(
        new Fill(
            ACCOUNT,
            SYMBOL.symbol(),
            trade,
            which + 1,
            Side.BUY,
            PRICE,
            HALF,
            Fixed8.multiply(PRICE, HALF, RoundingMode.UNNECESSARY),
            FEE,
            "BTC",
            false,
            TIME + trade));
  }

  /** The open order filled in part while nobody listened, and the desk did not ask afterwards. */
  void fillUnheard() {
    String id = id(OPEN);
    orders.removeIf(order -> order.clientOrderId().equals(id));
    place(OPEN, OrderStatus.PARTIALLY_FILLED, HALF);
    fill(4, OPEN);
  }

  /** The venue got the open order so late after its decision, milliseconds. */
  void delay(long millis) {
    String id = id(OPEN);
    orders.removeIf(order -> order.clientOrderId().equals(id));
    NewOrder late = request(OPEN, id, millis);
    orders.add(state(OPEN + 1, late, late.quantity(), 0, OrderStatus.NEW));
  }

  /** The desk reported the two trades of the filled order the other way round. */
  void swapFills() {
    remove(FILLED, 2);
    remove(FILLED, 3);
    report(FILLED, ExecutionType.FILL, 2, 2, false);
    report(FILLED, ExecutionType.FILL, 3, 1, true);
  }

  /** The venue has an order of which the desk knows nothing. */
  void placeForeign(String clientOrderId) {
    NewOrder request = request(OPEN, clientOrderId);
    orders.add(state(77, request, request.quantity(), 0, OrderStatus.NEW));
  }

  static OrderState halved(OrderState o) {
    return state(o.orderId(), o.request(), o.quantity() / 2, o.executedQuantity(), o.status());
  }

  static OrderState triggered(OrderState o) {
    NewOrder r = o.request();
    NewOrder other =
        new NewOrder(
            r.account(),
            r.symbol(),
            r.clientOrderId(),
            r.side(),
            r.type(),
            r.timeInForce(),
            r.quantity(),
            r.quoteQuantity(),
            r.price(),
            PRICE,
            0,
            r.selfTradePrevention(),
            0);
    return state(o.orderId(), other, o.quantity(), o.executedQuantity(), o.status());
  }

  static Fill cheaper(Fill f) {
    return new Fill(
        f.account(),
        f.symbol(),
        f.tradeId(),
        f.orderId(),
        f.side(),
        f.price(),
        f.quantity(),
        f.quoteQuantity(),
        f.commission() - 1,
        f.commissionAsset(),
        f.maker(),
        f.timeMicros());
  }

  private List<byte[]> journalBytes() {
    return journal.stream().map(entry -> Topics.JOURNAL.codec().encode(entry)).toList();
  }

  private static List<RawRecord> records(String topic, List<byte[]> values) {
    List<RawRecord> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(new RawRecord(topic, 0, records.size(), 0, "", value));
    }
    return records;
  }

  Evidence evidence() {
    return new Evidence(
        records(Topics.JOURNAL.name(), journalBytes()),
        records(Topics.DECISIONS.name(), decisions),
        List.copyOf(alerts),
        List.copyOf(deadLetters),
        new Ledger(balances, List.copyOf(orders), List.copyOf(fills)),
        options,
        intentTimeout);
  }
}
