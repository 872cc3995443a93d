package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.Position;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.limit.Limits;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an account has after an approval, added up anew from its ledger and all its working orders,
 * against every limit that holds for the order. Everything is valued at the mark: the gate, which
 * values the order at what it may cost, may have been stricter.
 */
final class NaiveExposure {

  private final GateState state;
  private final Decision decision;
  private final OrderIntent order;
  private final AccountState account;
  private final AccountLedger ledger;
  private final Limits limits;

  NaiveExposure(RiskOptions options, GateState state, Decision decision) {
    this.state = state;
    this.decision = decision;
    this.order = decision.approvedOrder().orElseThrow();
    this.account = state.account(decision.account());
    this.ledger = state.book.account(decision.account()).orElseThrow();
    this.limits =
        new LimitBook(options.limits(), state.limits)
            .limits(decision.account(), decision.strategy(), decision.instrument());
  }

  /** Fails when the approval led beyond a limit that nobody had overridden. */
  void check() {
    String instrument = decision.instrument();
    atMost(Limit.MAX_ORDER_QUANTITY, DecisionCode.MAX_ORDER_QUANTITY, order.quantity());
    long orderValue = order.byAmount() ? order.quoteAmount() : value(order.quantity(), instrument);
    atMost(Limit.MAX_ORDER_VALUE, DecisionCode.MAX_ORDER_VALUE, orderValue);
    checkBalance();
    if (reduces(decision)) {
      return;
    }
    long position = side(instrument);
    atMost(Limit.MAX_POSITION, DecisionCode.MAX_POSITION, position);
    atMost(Limit.MAX_POSITION_VALUE, DecisionCode.MAX_POSITION_VALUE, value(position, instrument));
    share(Limit.MAX_POSITION_SHARE, DecisionCode.MAX_POSITION_SHARE, value(position, instrument));
    atMost(
        Limit.MAX_POSITIONS_PER_SYMBOL,
        DecisionCode.MAX_POSITIONS_PER_SYMBOL,
        strategies(instrument).size());
    checkAll();
  }

  /** Only what is held can be sold, and only what is there can be paid with. */
  private void checkBalance() {
    InstrumentId id = InstrumentId.parse(decision.instrument());
    String asset = order.side() == Side.BUY ? id.quote() : id.base();
    assertThat(account.reserved(asset) - heldByReplacedOnly())
        .as("reserved %s after %s", asset, decision)
        .isLessThanOrEqualTo(ledger.balance(asset));
  }

  /**
   * What the order that is replaced holds more than the one in its place: that was there before.
   */
  private long heldByReplacedOnly() {
    WorkingOrder placed = account.orders().get(order.clientOrderId());
    WorkingOrder before = account.orders().get(placed.replaces());
    return before == null
        ? 0
        : Math.max(
            0,
            before.reservedQuote()
                + before.reservedBase()
                - placed.reservedQuote()
                - placed.reservedBase());
  }

  private void checkAll() {
    long gross = 0;
    long net = 0;
    long asset = 0;
    int positions = 0;
    String base = InstrumentId.parse(decision.instrument()).base();
    for (String instrument : instruments()) {
      long held = ledger.quantity(instrument);
      long longSide = held + working(instrument, Side.BUY);
      long shortSide = working(instrument, Side.SELL) - held;
      long larger = Math.max(0, Math.max(longSide, shortSide));
      gross += value(larger, instrument);
      net += value(order.side() == Side.BUY ? longSide : -shortSide, instrument);
      asset += InstrumentId.parse(instrument).base().equals(base) ? value(larger, instrument) : 0;
      positions += larger >= state.book.instrument(instrument).orElseThrow().minQuantity() ? 1 : 0;
    }
    atMost(Limit.MAX_GROSS_EXPOSURE, DecisionCode.MAX_GROSS_EXPOSURE, gross);
    atMost(Limit.MAX_NET_EXPOSURE, DecisionCode.MAX_NET_EXPOSURE, Math.abs(net));
    atMost(Limit.MAX_OPEN_POSITIONS, DecisionCode.MAX_OPEN_POSITIONS, positions);
    share(Limit.MAX_CONCENTRATION, DecisionCode.MAX_CONCENTRATION, asset);
    share(Limit.MAX_LEVERAGE, DecisionCode.MAX_LEVERAGE, gross);
  }

  private Set<String> instruments() {
    Set<String> instruments = new TreeSet<>();
    ledger.positions().stream().map(Position::instrument).forEach(instruments::add);
    account.orders().all().values().stream()
        .map(WorkingOrder::instrument)
        .forEach(instruments::add);
    return instruments;
  }

  private long working(String instrument, Side side) {
    return account.orders().all().values().stream()
        .filter(o -> o.instrument().equals(instrument) && o.side() == side)
        .mapToLong(this::counts)
        .sum();
  }

  /**
   * What an order adds. Of a pair of which one stands in the other's place it is the larger, once;
   * of the pair that was approved just now only the new one: the old one is not its matter.
   */
  private long counts(WorkingOrder one) {
    String replacedNow = order.replaced().map(r -> r.order().clientOrderId()).orElse("");
    if (one == account.orders().get(replacedNow)) {
      return 0;
    }
    WorkingOrder other = account.orders().get(one.pair());
    if (other != null) {
      long left = Math.max(0, one.quantity() - one.filled() - other.filled());
      return one.second() ? 0 : left;
    }
    WorkingOrder before = account.orders().get(one.replaces());
    if (before == null || one.replaces().equals(replacedNow)) {
      return one.remaining();
    }
    long meanwhile = one.acknowledged() ? 0 : Math.max(0, before.filled() - one.replacedFilled());
    long rest = Math.max(0, one.quantity() - meanwhile - one.filled());
    return Math.max(0, rest - before.remaining());
  }

  /** What is held on the order's side if all working orders fill. */
  private long side(String instrument) {
    long held = ledger.quantity(instrument);
    return order.side() == Side.BUY
        ? held + working(instrument, Side.BUY)
        : working(instrument, Side.SELL) - held;
  }

  private Set<String> strategies(String instrument) {
    Set<String> strategies = new TreeSet<>();
    account
        .resultsIn(instrument)
        .forEach(
            (strategy, result) -> {
              boolean same =
                  Long.signum(result.quantity()) == Long.signum(ledger.quantity(instrument));
              if (result.isOpen() && same && !strategy.equals(Flattening.UNASSIGNED)) {
                strategies.add(strategy);
              }
            });
    account.orders().all().values().stream()
        .filter(o -> o.instrument().equals(instrument) && o.side() == Side.BUY)
        .map(WorkingOrder::strategy)
        .forEach(strategies::add);
    return strategies;
  }

  private long value(long quantity, String instrument) {
    long price = state.book.mark(instrument).orElseThrow().price();
    return Fixed8.multiply(quantity, price, RoundingMode.FLOOR);
  }

  private void share(Limit limit, DecisionCode code, long value) {
    Optional<LimitValue> share = limits.get(limit);
    if (share.isPresent()) {
      long equity = Math.max(0, ledger.equity());
      check(code, Fixed8.multiply(equity, share.get().amount(), RoundingMode.CEILING), value);
    }
  }

  private void atMost(Limit limit, DecisionCode code, long value) {
    limits.get(limit).ifPresent(most -> check(code, most.amount(), value));
  }

  private void check(DecisionCode code, long most, long value) {
    boolean overridden =
        decision.overridden().stream().map(Violation::code).anyMatch(code.name()::equals);
    if (!overridden) {
      assertThat(value).as("%s after %s", code, decision).isLessThanOrEqualTo(most);
    }
  }

  /** On the decision's own evidence. */
  static boolean reduces(Decision decision) {
    long quantity = decision.approvedOrder().orElseThrow().quantity();
    boolean buys = decision.approvedOrder().orElseThrow().side() == Side.BUY;
    long position = decision.inputs().position();
    return buys
        ? quantity <= -(position + decision.inputs().workingBuys())
        : quantity <= position - decision.inputs().workingSells();
  }
}
