package io.alphaflow.exchange.contract;

import static io.alphaflow.exchange.contract.VenueFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alphaflow.common.log.LogCapture;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.PairResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenueException;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every adapter must do, run for each against a server of its venue's shape. Where venues
 * differ, the tests ask the session's capabilities, as its users do.
 */
@Timeout(60)
abstract class TradingSessionContract {

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final StringBuilder said = new StringBuilder();
  private final Told told = new Told();
  private LogCapture log;
  VenueFixture venue;
  TradingSession session;

  abstract VenueFixture start() throws Exception;

  @BeforeEach
  void open() throws Exception {
    log = new LogCapture();
    venue = start();
    session = venue.open();
    session.warmUp().join();
  }

  @AfterEach
  void nothingSecretWasSaid() throws Exception {
    session.close();
    venue.close();
    log.close();
    String all = said + told.text.toString() + log.text() + session;
    for (String secret : venue.secrets()) {
      assertThat(all).doesNotContain(secret);
    }
  }

  // Orders

  private static NewOrder limit(String id, String price, String quantity, TimeInForce tif) {
    return new NewOrder(
        BTC,
        id,
        Side.BUY,
        OrderType.LIMIT,
        tif,
        Fixed8.parse(quantity),
        Fixed8.parse(price),
        SelfTradePrevention.EXPIRE_TAKER);
  }

  static NewOrder resting(String id) {
    return limit(id, "50", "1", TimeInForce.GTC);
  }

  private static NewOrder marketable(String id, String quantity) {
    return limit(id, "130", quantity, TimeInForce.GTC);
  }

  SubmitResult submit(NewOrder order) {
    SubmitResult result = session.submit(order).result().join();
    said.append(result).append('\n');
    return result;
  }

  private OrderView accepted(NewOrder order) {
    SubmitResult result = submit(order);
    assertThat(result).isInstanceOf(SubmitResult.Accepted.class);
    return ((SubmitResult.Accepted) result).view();
  }

  private ResolveResult resolve(String id) {
    ResolveResult result = session.resolve(BTC, id).join();
    said.append(result).append('\n');
    return result;
  }

  /** Asks until the order is as wanted: venues may answer from lists that lag. */
  private OrderView found(String id, Predicate<OrderView> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      ResolveResult result = resolve(id);
      if (result instanceof ResolveResult.Found f && wanted.test(f.view())) {
        return f.view();
      }
      assertThat(System.nanoTime()).as("found within 20 s, last " + result).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private CancelResult cancel(String id) {
    CancelResult result = session.cancel(BTC, id).join();
    said.append(result).append('\n');
    return result;
  }

  /** Asks until all are there: lists of fills may lag, and then the adapter says so. */
  private List<Fill> tradesOf(OrderView order) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return session.tradesOf(BTC, order.venueOrderId()).join();
      } catch (CompletionException e) {
        assertThat(e).hasRootCauseInstanceOf(VenueException.class);
        assertThat(System.nanoTime()).as("fills within 10 s: " + e).isLessThan(deadline);
        Thread.sleep(100);
      }
    }
  }

  private long placedCount(String id) {
    return venue.placed().stream().filter(id::equals).count();
  }

  @Test
  void acceptedOrderWorksAndIsFound() throws Exception {
    long before = session.serverTime().join();
    OrderView view = accepted(resting("works"));
    assertThat(view.clientOrderId()).isEqualTo("works");
    assertThat(view.instrument()).isEqualTo(BTC);
    assertThat(view.status()).isEqualTo(OrderStatus.NEW);
    assertThat(view.cumulativeQuantity()).isZero();
    OrderView found = found("works", v -> true);
    assertThat(found.venueOrderId()).isEqualTo(view.venueOrderId());
    assertThat(found.createdTime()).isBetween(before - 5_000_000, before + 20_000_000);
    assertThat(session.openOrders(BTC).join())
        .singleElement()
        .satisfies(open -> assertThat(open.clientOrderId()).isEqualTo("works"));
  }

  @Test
  void submissionSaysWhenItWasSigned() {
    long before = session.serverTime().join();
    TradingSession.Submission submission = session.submit(resting("signed"));
    submission.result().join();
    assertThat(submission.sentTime()).isBetween(before - 2_000_000, before + 20_000_000);
  }

  @Test
  void marketableOrderIsFilledAndItsFillsAddUp() throws Exception {
    OrderView placed = accepted(marketable("fills", "1.5"));
    OrderView filled = found("fills", v -> v.status() == OrderStatus.FILLED);
    assertThat(filled.cumulativeQuantity()).isEqualTo(Fixed8.parse("1.5"));

    List<Fill> fills = tradesOf(placed);
    assertThat(fills.stream().mapToLong(Fill::quantity).sum()).isEqualTo(Fixed8.parse("1.5"));
    assertThat(fills.stream().map(Fill::tradeId)).isSorted().doesNotHaveDuplicates();
    assertThat(fills).allMatch(f -> f.tradeId() > 0 && f.fee() >= 0);
    assertThat(fills).allMatch(f -> f.price() >= Fixed8.of(90) && f.price() <= Fixed8.of(130));
    assertThat(fills).allMatch(f -> !f.maker());
    assertThat(fills).allMatch(f -> f.time() >= placed.createdTime() - 2_000_000);
    assertThat(tradesOf(placed)).isEqualTo(fills);
    if (!placed.fills().isEmpty()) {
      assertThat(placed.fills()).isEqualTo(fills);
    }
  }

  private static NewOrder spending(String id, Side side, OrderType type, String amount) {
    return new NewOrder(
            BTC,
            id,
            side,
            type,
            TimeInForce.GTC,
            Fixed8.of(3),
            type.hasLimit() ? Fixed8.of(130) : 0,
            SelfTradePrevention.EXPIRE_TAKER)
        .spending(Fixed8.parse(amount));
  }

  @Test
  void purchaseForAnAmountSpendsItWhereTheVenueCan() throws Exception {
    assumeTrue(session.capabilities().amounts());
    OrderView placed = accepted(spending("amount", Side.BUY, OrderType.MARKET, "151.50"));
    OrderView filled = found("amount", v -> v.status() == OrderStatus.FILLED);
    List<Fill> fills = tradesOf(placed);
    long bought = fills.stream().mapToLong(Fill::quantity).sum();
    assertThat(filled.cumulativeQuantity()).isEqualTo(bought);
    assertThat(bought).isGreaterThan(Fixed8.ONE).isLessThan(Fixed8.parse("1.52"));
    long spent =
        fills.stream()
            .mapToLong(f -> Fixed8.multiply(f.quantity(), f.price(), RoundingMode.UP))
            .sum();
    // Less is left than the smallest quantity costs.
    assertThat(spent).isBetween(Fixed8.parse("151.48"), Fixed8.parse("151.50"));
    assertThat(placedCount("amount")).isEqualTo(1);
  }

  @Test
  void purchaseForMoreThanThereIsIsRejected() {
    assumeTrue(session.capabilities().amounts());
    SubmitResult result = submit(spending("rich", Side.BUY, OrderType.MARKET, "1000000"));
    assertThat(result).isInstanceOf(SubmitResult.Rejected.class);
    assertThat(placedCount("rich")).isZero();
  }

  @Test
  void onlyPurchasesAtTheMarketAreForAmounts() {
    for (NewOrder order :
        List.of(
            spending("limit-amount", Side.BUY, OrderType.LIMIT, "50"),
            spending("sale-amount", Side.SELL, OrderType.MARKET, "50"))) {
      assertThat(session.capabilities().refusal(order)).isPresent();
      assertThat(submit(order)).isInstanceOf(SubmitResult.Rejected.class);
      assertThat(placedCount(order.clientOrderId())).isZero();
    }
  }

  @Test
  void tradesFromAnIdAreTheLaterOnesWithTheirOrders() throws Exception {
    OrderView first = accepted(marketable("first", "0.5"));
    found("first", v -> v.status() == OrderStatus.FILLED);
    Thread.sleep(2_500);
    OrderView second = accepted(marketable("second", "0.7"));
    found("second", v -> v.status() == OrderStatus.FILLED);
    List<Fill> before = tradesOf(first);
    List<Fill> after = tradesOf(second);

    List<OrderFill> all = session.tradesFrom(BTC, before.get(0).tradeId()).join();
    assertThat(fillsOf(all, first)).isEqualTo(before);
    assertThat(fillsOf(all, second)).isEqualTo(after);
    assertThat(all.stream().map(f -> f.fill().tradeId())).isSorted();

    List<OrderFill> later = session.tradesFrom(BTC, after.get(0).tradeId()).join();
    assertThat(fillsOf(later, second)).isEqualTo(after);
    assertThat(fillsOf(later, first)).isEmpty();
  }

  private static List<Fill> fillsOf(List<OrderFill> fills, OrderView order) {
    return fills.stream()
        .filter(f -> f.venueOrderId().equals(order.venueOrderId()))
        .map(OrderFill::fill)
        .collect(Collectors.toList());
  }

  @Test
  void orderThatCostsTooMuchIsRejectedAndNotAtTheVenue() {
    SubmitResult result = submit(limit("too-much", "100", "1000", TimeInForce.GTC));
    assertThat(result).isInstanceOf(SubmitResult.Rejected.class);
    assertThat(((SubmitResult.Rejected) result).message()).isNotBlank();
    assertThat(placedCount("too-much")).isZero();
    assertThat(resolve("too-much")).isInstanceOf(ResolveResult.Absent.class);
  }

  @Test
  void orderThatTheVenueCannotTakeIsRejected() {
    String id = "x".repeat(session.capabilities().maxClientIdLength() + 1);
    assertThat(submit(resting(id))).isInstanceOf(SubmitResult.Rejected.class);
    assertThat(placedCount(id)).isZero();
  }

  @Test
  void immediateOrderThatMeetsNothingEndsWithoutAFill() throws Exception {
    assumeTrue(session.capabilities().limitTimesInForce().contains(TimeInForce.IOC));
    submit(limit("ioc", "50", "1", TimeInForce.IOC));
    OrderView view = found("ioc", v -> v.status().isFinal());
    assertThat(view.status()).isIn(OrderStatus.CANCELED, OrderStatus.EXPIRED);
    assertThat(view.cumulativeQuantity()).isZero();
  }

  @Test
  void oneOrderTakesThePlaceOfAnotherWhereTheVenueCan() throws Exception {
    assumeTrue(session.capabilities().replaces());
    accepted(resting("before"));
    ReplaceResult result = session.replace("before", resting("after")).result().join();
    assertThat(result.canceled()).isInstanceOf(CancelResult.Canceled.class);
    assertThat(result.placed()).isInstanceOf(SubmitResult.Accepted.class);
    assertThat(found("before", v -> v.status().isFinal()).status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(session.openOrders(BTC).join())
        .singleElement()
        .satisfies(open -> assertThat(open.clientOrderId()).isEqualTo("after"));
  }

  @Test
  void nothingTakesThePlaceOfAnOrderThatDoesNotWork() {
    ReplaceResult result = session.replace("nobody", resting("after")).result().join();
    assertThat(result.canceled()).isNotInstanceOf(CancelResult.Canceled.class);
    assertThat(result.placed())
        .isInstanceOfAny(SubmitResult.Deferred.class, SubmitResult.Rejected.class);
    assertThat(placedCount("after")).isZero();
  }

  @Test
  void orderBecomesSmallerWhereTheVenueCan() throws Exception {
    assumeTrue(session.capabilities().amends());
    accepted(resting("large"));
    assertThat(found("large", v -> true).quantity()).isEqualTo(Fixed8.ONE);
    long half = Fixed8.ONE / 2;
    assertThat(session.amend(BTC, "large", half).result().join())
        .isInstanceOfSatisfying(
            AmendResult.Amended.class,
            amended -> {
              assertThat(amended.view().clientOrderId()).isEqualTo("large");
              assertThat(amended.view().status()).isEqualTo(OrderStatus.NEW);
              assertThat(amended.view().quantity()).isEqualTo(half);
            });
    assertThat(found("large", v -> true).quantity()).isEqualTo(half);
    assertThat(session.openOrders(BTC).join())
        .singleElement()
        .satisfies(open -> assertThat(open.quantity()).isEqualTo(half));
    assertThat(session.amend(BTC, "large", half).result().join())
        .as("it is no smaller")
        .isInstanceOf(AmendResult.Refused.class);
    assertThat(session.cancel(BTC, "large").join())
        .isInstanceOfSatisfying(
            CancelResult.Canceled.class,
            canceled -> assertThat(canceled.view().quantity()).isEqualTo(half));
  }

  @Test
  void nothingBecomesSmallerThatDoesNotWork() {
    assertThat(session.amend(BTC, "nobody", Fixed8.ONE).result().join())
        .isInstanceOf(AmendResult.Refused.class);
  }

  private static NewOrder typed(String id, OrderType type, String price, String trigger) {
    return new NewOrder(
        BTC,
        id,
        Side.BUY,
        type,
        TimeInForce.GTC,
        Fixed8.ONE,
        Fixed8.parse(price),
        Fixed8.parse(trigger),
        SelfTradePrevention.EXPIRE_TAKER);
  }

  private static NewPair pair() {
    return new NewPair(
        typed("rests", OrderType.LIMIT_MAKER, "50", "0"),
        typed("waits", OrderType.STOP_LOSS_LIMIT, "125", "120"));
  }

  @Test
  void twoOrdersOfWhichOneCancelsTheOtherWhereTheVenueCan() throws Exception {
    assumeTrue(session.capabilities().pairs());
    assumeTrue(venue.takesTriggers());
    PairResult placed = session.submit(pair()).result().join();
    assertThat(placed.resting()).isInstanceOf(SubmitResult.Accepted.class);
    assertThat(placed.stop()).isInstanceOf(SubmitResult.Accepted.class);
    assertThat(((SubmitResult.Accepted) placed.stop()).view().clientOrderId()).isEqualTo("waits");
    assertThat(found("rests", v -> true).status()).isEqualTo(OrderStatus.NEW);
    assertThat(found("waits", v -> true).status()).isEqualTo(OrderStatus.NEW);
    assertThat(cancel("waits"))
        .isInstanceOfSatisfying(
            CancelResult.Canceled.class,
            canceled -> assertThat(canceled.view().clientOrderId()).isEqualTo("waits"));
    assertThat(found("rests", v -> v.status().isFinal()).status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(cancel("rests")).isInstanceOf(CancelResult.NotOpen.class);
  }

  @Test
  void whereTheVenueHasNoPairsNeitherOrderIsSent() {
    assumeTrue(!session.capabilities().pairs());
    long sent = posts();
    PairResult result = session.submit(pair()).result().join();
    assertThat(result.resting()).isInstanceOf(SubmitResult.Rejected.class);
    assertThat(result.stop()).isInstanceOf(SubmitResult.Rejected.class);
    assertThat(posts()).isEqualTo(sent);
  }

  @Test
  void orderThatMayOnlyMakeNeverTakes() throws Exception {
    assumeTrue(session.capabilities().orderTypes().contains(OrderType.LIMIT_MAKER));
    accepted(typed("makes", OrderType.LIMIT_MAKER, "50", "0"));
    assertThat(found("makes", v -> true).status()).isEqualTo(OrderStatus.NEW);
    if (submit(typed("would-take", OrderType.LIMIT_MAKER, "130", "0"))
        instanceof SubmitResult.Accepted) {
      found("would-take", v -> v.status().isFinal());
    }
    assertThat(btc()).isZero();
  }

  @Test
  void orderWithATriggerWaitsAndCanBeCancelled() throws Exception {
    assumeTrue(session.capabilities().orderTypes().contains(OrderType.STOP_LOSS_LIMIT));
    assumeTrue(venue.takesTriggers());
    accepted(typed("stop", OrderType.STOP_LOSS_LIMIT, "125", "120"));
    assertThat(found("stop", v -> true).status()).isEqualTo(OrderStatus.NEW);
    assertThat(btc()).isZero();
    assertThat(cancel("stop")).isInstanceOf(CancelResult.Canceled.class);
  }

  @Test
  void typesThatTheVenueDoesNotHaveAreNotSent() {
    for (OrderType type : OrderType.values()) {
      if (!session.capabilities().orderTypes().contains(type)) {
        long sent = posts();
        SubmitResult result = submit(typed("no-" + type, type, "125", "120"));
        assertThat(result).isInstanceOf(SubmitResult.Rejected.class);
        assertThat(((SubmitResult.Rejected) result).code()).isZero();
        assertThat(posts()).isEqualTo(sent);
      }
    }
  }

  @Test
  void marketOrderIsFilled() throws Exception {
    NewOrder order =
        new NewOrder(
            BTC,
            "market",
            Side.BUY,
            OrderType.MARKET,
            TimeInForce.IOC,
            Fixed8.parse("0.5"),
            0,
            SelfTradePrevention.EXPIRE_TAKER);
    accepted(order);
    assertThat(found("market", v -> v.status() == OrderStatus.FILLED).cumulativeQuantity())
        .isEqualTo(Fixed8.parse("0.5"));
  }

  // Unknown outcomes

  /** What a lane may do about an unknown outcome by the venue's capabilities, never more. */
  private OrderView settle(NewOrder order) throws InterruptedException {
    if (session.capabilities().mayReplay()) {
      SubmitResult again = submit(order);
      if (again instanceof SubmitResult.Accepted accepted) {
        return accepted.view();
      }
      assertThat(again).isInstanceOf(SubmitResult.Unknown.class);
    }
    return found(order.clientOrderId(), v -> true);
  }

  @Test
  void lostAnswerIsUnknownAndTheOrderIsFoundOnce() throws Exception {
    venue.proxy().next(new FaultProxy.LoseAnswer("POST"));
    assertThat(submit(resting("lost-answer"))).isInstanceOf(SubmitResult.Unknown.class);
    OrderView view = found("lost-answer", v -> true);
    assertThat(view.status()).isEqualTo(OrderStatus.NEW);
    assertThat(placedCount("lost-answer")).isEqualTo(1);
  }

  @Test
  void lostRequestIsUnknownAndTheOrderIsAbsent() {
    venue.proxy().next(new FaultProxy.LoseRequest("POST"));
    assertThat(submit(resting("lost"))).isInstanceOf(SubmitResult.Unknown.class);
    assertThat(resolve("lost")).isInstanceOf(ResolveResult.Absent.class);
    assertThat(placedCount("lost")).isZero();
  }

  @Test
  void theSafeProcedureNeverMakesTwoOrdersOfOne() throws Exception {
    NewOrder order = resting("once");
    venue.proxy().next(new FaultProxy.LoseAnswer("POST"));
    assertThat(submit(order)).isInstanceOf(SubmitResult.Unknown.class);
    OrderView view = settle(order);
    assertThat(view.clientOrderId()).isEqualTo("once");
    assertThat(placedCount("once")).isEqualTo(1);
  }

  @Test
  void theSafeProcedureNeverMakesTwoOrdersOfOneThatIsFilledAlready() throws Exception {
    NewOrder order = marketable("filled-once", "0.5");
    venue.proxy().next(new FaultProxy.LoseAnswer("POST"));
    assertThat(submit(order)).isInstanceOf(SubmitResult.Unknown.class);
    settle(order);
    found("filled-once", v -> v.status() == OrderStatus.FILLED);
    assertThat(placedCount("filled-once")).isEqualTo(1);
    assertThat(btc()).isBetween(Fixed8.parse("0.499"), Fixed8.parse("0.5"));
  }

  @Test
  void sameIdWhileTheOrderWorksIsNeverASecondOrderNorARejection() throws Exception {
    OrderView first = accepted(resting("same"));
    SubmitResult second = submit(resting("same"));
    assertThat(second).isNotInstanceOf(SubmitResult.Rejected.class);
    if (second instanceof SubmitResult.Accepted again) {
      assertThat(again.view().venueOrderId()).isEqualTo(first.venueOrderId());
    }
    assertThat(placedCount("same")).isEqualTo(1);
  }

  @Test
  void answerThatCannotBeReadIsUnknown() {
    for (String body : List.of("<html>502</html>", "{\"truncated\": ", "{}", "[]", "")) {
      int status = body.startsWith("<") ? 502 : 200;
      venue.proxy().next(new FaultProxy.Answer("POST", status, JSON, body));
      assertThat(submit(resting("unread"))).as(body).isInstanceOf(SubmitResult.Unknown.class);
    }
    venue.proxy().next(new FaultProxy.Answer("GET", 502, JSON, "<html>502</html>"));
    assertThat(resolve("unread")).isInstanceOf(ResolveResult.StillUnknown.class);
    venue.proxy().next(new FaultProxy.Answer("GET", 503, JSON, "{}"));
    assertThat(resolve("unread")).isInstanceOf(ResolveResult.StillUnknown.class);
    venue.proxy().next(new FaultProxy.Answer("GET", 500, JSON, "{}"));
    Throwable failure = catchThrowable(() -> session.openOrders(BTC).join());
    assertThat(failure).hasRootCauseInstanceOf(VenueException.class);
    said.append(failure);
    assertThat(placedCount("unread")).isZero();
  }

  // Cancels

  @Test
  void cancelEndsTheOrderAndASecondOneFindsItNotOpen() throws Exception {
    accepted(resting("cancel"));
    CancelResult result = cancel("cancel");
    assertThat(result).isInstanceOf(CancelResult.Canceled.class);
    OrderView view = ((CancelResult.Canceled) result).view();
    assertThat(view.clientOrderId()).isEqualTo("cancel");
    assertThat(view.status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(found("cancel", v -> v.status() == OrderStatus.CANCELED)).isNotNull();
    assertThat(cancel("cancel")).isInstanceOf(CancelResult.NotOpen.class);
    assertThat(session.openOrders(BTC).join()).isEmpty();
  }

  @Test
  void cancelOfWhatNeverWasFindsNothingOpen() {
    assertThat(cancel("never")).isInstanceOf(CancelResult.NotOpen.class);
  }

  @Test
  void cancelOfAFilledOrderFindsItNotOpen() throws Exception {
    accepted(marketable("done", "0.1"));
    found("done", v -> v.status() == OrderStatus.FILLED);
    assertThat(cancel("done")).isInstanceOf(CancelResult.NotOpen.class);
  }

  @Test
  void cancelWorksInASessionThatDidNotPlaceTheOrder() throws Exception {
    accepted(resting("other-session"));
    try (TradingSession other = venue.open()) {
      assertThat(other.cancel(BTC, "other-session").join())
          .isInstanceOf(CancelResult.Canceled.class);
    }
    assertThat(found("other-session", v -> v.status() == OrderStatus.CANCELED)).isNotNull();
  }

  // Account

  private long btc() {
    return balance("BTC").free() + balance("BTC").locked();
  }

  private AssetBalance balance(String asset) {
    return session.account().join().balances().stream()
        .filter(b -> b.asset().equals(asset))
        .findFirst()
        .orElse(new AssetBalance(asset, 0, 0));
  }

  @Test
  void balancesFollowTheOrders() throws Exception {
    long time = session.serverTime().join();
    assertThat(balance("USD")).isEqualTo(new AssetBalance("USD", Fixed8.of(10_000), 0));
    accepted(resting("holds"));
    AssetBalance held = balance("USD");
    assertThat(held.locked()).isGreaterThanOrEqualTo(Fixed8.of(50));
    assertThat(held.free() + held.locked()).isEqualTo(Fixed8.of(10_000));
    cancel("holds");
    assertThat(balance("USD")).isEqualTo(new AssetBalance("USD", Fixed8.of(10_000), 0));
    accepted(marketable("buys", "0.4"));
    found("buys", v -> v.status() == OrderStatus.FILLED);
    assertThat(btc()).isBetween(Fixed8.parse("0.399"), Fixed8.parse("0.4"));
    assertThat(balance("USD").free()).isLessThanOrEqualTo(Fixed8.of(9_960));
    TradingSession.AccountView account = session.account().join();
    assertThat(account.balances()).isSortedAccordingTo((a, b) -> a.asset().compareTo(b.asset()));
    assertThat(account.time()).isBetween(time - 5_000_000, time + 30_000_000);
  }

  // User events

  @Test
  void streamTellsWhatBecomesOfOrders() throws Exception {
    session.listen(told);
    told.await("subscribed");
    OrderView placed = accepted(resting("told"));
    OrderView event = told.order("told", v -> v.status() == OrderStatus.NEW);
    assertThat(event.venueOrderId()).isEqualTo(placed.venueOrderId());
    assertThat(event.instrument()).isEqualTo(BTC);
    cancel("told");
    told.order("told", v -> v.status() == OrderStatus.CANCELED);

    OrderView bought = accepted(marketable("told-fills", "1.5"));
    OrderView end = told.order("told-fills", v -> v.status() == OrderStatus.FILLED);
    assertThat(end.cumulativeQuantity()).isEqualTo(Fixed8.parse("1.5"));
    assertThat(end.fills().isEmpty()).isNotEqualTo(session.capabilities().fillsOnStream());
    if (session.capabilities().fillsOnStream()) {
      List<Fill> fills = tradesOf(bought);
      assertThat(fills).containsAll(end.fills());
    }
  }

  @Test
  void streamComesBackAfterItWasCut() throws Exception {
    session.listen(told);
    told.await("subscribed");
    venue.proxy().cut();
    told.await("interrupted");
    told.await("subscribed");
    accepted(resting("later"));
    told.order("later", v -> v.status() == OrderStatus.NEW);
  }

  @Test
  void closedSessionTellsNothingMore() throws Exception {
    session.listen(told);
    told.await("subscribed");
    session.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (venue.proxy().openSockets() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(venue.proxy().openSockets()).isZero();
    assertThat(told.text.toString()).doesNotContain("interrupted");
  }

  // Limits and keys

  /** What says that an order certainly was not placed. */
  private static final Class<?>[] NOT_PLACED = {
    SubmitResult.Rejected.class, SubmitResult.Deferred.class
  };

  @Test
  void tooManyRequestsRefuseTheOrderAndNothingButCancelsIsSentUntilThen() throws Exception {
    accepted(resting("before"));
    venue
        .proxy()
        .next(new FaultProxy.Answer("POST", 429, Map.of("Retry-After", "3"), "{\"msg\":\"slow\"}"));
    assertThat(submit(resting("limited"))).isInstanceOfAny(NOT_PLACED);
    long sent = posts();
    assertThat(submit(resting("paused"))).isInstanceOfAny(NOT_PLACED);
    assertThat(session.pause().placingMillis()).isBetween(0L, 3_001L);
    assertThat(catchThrowable(() -> session.openOrders(BTC).join()))
        .hasRootCauseInstanceOf(VenueException.class);
    assertThat(posts()).isEqualTo(sent);
    CancelResult canceled = cancel("before");
    assertThat(canceled).isNotInstanceOf(CancelResult.Refused.class);
    Thread.sleep(3_100);
    accepted(resting("after"));
    assertThat(found("before", v -> v.status() == OrderStatus.CANCELED)).isNotNull();
    assertThat(placedCount("limited") + placedCount("paused")).isZero();
  }

  private long posts() {
    return venue.proxy().requests().stream().filter(r -> r.startsWith("POST")).count();
  }

  @Test
  void wrongSecretIsRefusedEverywhereAndStaysSecret() {
    try (TradingSession wrong = venue.openWithWrongSecret()) {
      SubmitResult result = wrong.submit(resting("wrong")).result().join();
      said.append(result);
      assertThat(result).isInstanceOf(SubmitResult.Rejected.class);
      ResolveResult resolved = wrong.resolve(BTC, "wrong").join();
      said.append(resolved);
      assertThat(resolved).isInstanceOf(ResolveResult.StillUnknown.class);
      Throwable failure = catchThrowable(() -> wrong.account().join());
      said.append(failure);
      assertThat(failure).hasRootCauseInstanceOf(VenueException.class);
      CancelResult canceled = wrong.cancel(BTC, "wrong").join();
      said.append(canceled);
      assertThat(canceled)
          .isNotInstanceOf(CancelResult.Canceled.class)
          .isNotInstanceOf(CancelResult.NotOpen.class);
    }
    assertThat(placedCount("wrong")).isZero();
  }

  @Test
  void secretThatIsReplacedIsUsedWithoutARestart() throws Exception {
    assumeTrue(venue.readsSecretsAgain());
    try (TradingSession wrong = venue.openWithWrongSecret()) {
      assertThat(wrong.submit(resting("refused")).result().join())
          .isInstanceOf(SubmitResult.Rejected.class);
      venue.correctWrongSecret();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!(wrong.submit(resting("corrected")).result().join()
          instanceof SubmitResult.Accepted)) {
        assertThat(System.nanoTime()).as("used within 20 s").isLessThan(deadline);
        Thread.sleep(100);
      }
    }
    assertThat(placedCount("corrected")).isEqualTo(1);
  }

  @Test
  void everyRequestIsSignedAnew() {
    for (int i = 0; i < 3; i++) {
      accepted(resting("anew-" + i));
    }
    assertThat(session.openOrders(BTC).join()).hasSize(3);
  }
}
