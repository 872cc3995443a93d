package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.gate.RandomJournal.Step;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A venue that does with approved orders what it likes, and says so. An order in the place of
 * another comes when that one has ended, for as much less as it filled meanwhile, and not at all
 * when it filled whole. Of a pair of which one cancels the other only one trades, and the other
 * ends after that. An order by an amount is complete when that is spent, whatever it bought.
 */
final class RandomVenue {

  private static final class OpenOrder {
    private Decision decision;
    private long filled;
    private boolean waits;
    private boolean refused;
    private long spent;
    private boolean complete;
    private final String pair;

    /** The other of its pair has traded. */
    private boolean over;

    OpenOrder(Decision decision, String pair) {
      this.decision = decision;
      this.pair = pair;
      this.waits = intent().replaced().isPresent();
    }

    /** The one in whose place it stands has ended. */
    void begin(OpenOrder old) {
      long meanwhile = old.filled - intent().replaced().orElseThrow().filled();
      waits = false;
      refused = old.complete || old.rest() == 0 || meanwhile >= intent().quantity();
      decision = JournalFixture.resized(decision, Math.max(0, intent().quantity() - meanwhile));
    }

    boolean isThere() {
      return !waits && !refused;
    }

    OrderIntent intent() {
      return decision.approvedOrder().orElseThrow();
    }

    long rest() {
      return Math.max(0, intent().quantity() - filled);
    }

    long unspent() {
      return intent().quoteAmount() - spent;
    }

    /** What it can still trade at a price: its rest, or what the rest of its amount buys. */
    long fillable(long price) {
      return intent().byAmount() ? Fixed8.divide(unspent(), price, RoundingMode.DOWN) : rest();
    }
  }

  private final JournalFixture journal;
  private final ToLongFunction<String> prices;
  private final Map<String, OpenOrder> open = new LinkedHashMap<>();
  private final Deque<String> toCancel = new ArrayDeque<>();
  private final Deque<Decision> toAmend = new ArrayDeque<>();

  RandomVenue(JournalFixture journal, ToLongFunction<String> prices) {
    this.journal = journal;
    this.prices = prices;
  }

  /** The gate has decided: an order, or a cancellation. */
  void decided(Decision decision) {
    decision.approvedOrder().ifPresent(order -> placed(decision, order));
    if (decision.outcome() == Outcome.CANCEL) {
      toCancel.addAll(decision.cancels());
    } else if (decision.outcome() == Outcome.AMEND) {
      toAmend.add(decision);
    }
  }

  private void placed(Decision decision, OrderIntent order) {
    String second = order.second().map(OrderIntent::clientOrderId).orElse("");
    open.put(order.clientOrderId(), new OpenOrder(decision, second));
    if (!second.isEmpty()) {
      open.put(second, new OpenOrder(JournalFixture.second(decision), order.clientOrderId()));
    }
  }

  /** What can still be traded of each open order of an account, by client order id. */
  SortedMap<String, Long> open(String account) {
    SortedMap<String, Long> rests = new TreeMap<>();
    open.forEach(
        (id, order) -> {
          if (order.decision.account().equals(account)) {
            rests.put(id, order.rest());
          }
        });
    return rests;
  }

  /** What is not spent of each open order by an amount of an account, by client order id. */
  SortedMap<String, Long> unspent(String account) {
    SortedMap<String, Long> amounts = new TreeMap<>();
    open.forEach(
        (id, order) -> {
          if (order.decision.account().equals(account) && order.intent().byAmount()) {
            amounts.put(id, order.unspent());
          }
        });
    return amounts;
  }

  /** Something happens to one of the open orders. */
  Optional<ExecutionReport> report(Step step) {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    OpenOrder order = new ArrayList<>(open.values()).get(step.a() % open.size());
    if (!order.isThere()) {
      return order.refused ? Optional.of(end(order, ExecutionType.NOT_PLACED)) : Optional.empty();
    } else if (order.over) {
      return Optional.of(end(order, ExecutionType.EXPIRED));
    }
    return switch (step.b() % 8) {
      case 0 -> Optional.of(journal.accepted(order.decision));
      case 1 -> Optional.of(end(order, ExecutionType.CANCELED));
      case 2, 3 -> half(order);
      case 4 -> Optional.of(end(order, ending(order, step.c())));
      default -> Optional.of(fillRest(order, step.c() % 3 == 0));
    };
  }

  private static ExecutionType ending(OpenOrder order, int chance) {
    return order.filled > 0
        ? ExecutionType.EXPIRED
        : chance % 2 == 0 ? ExecutionType.REJECTED : ExecutionType.NOT_PLACED;
  }

  private ExecutionReport end(OpenOrder order, ExecutionType how) {
    ExecutionType type = order.isThere() ? how : ExecutionType.NOT_PLACED;
    ExecutionReport report = journal.ended(order.decision, type, order.filled);
    gone(order);
    return report;
  }

  private void gone(OpenOrder order) {
    String id = order.intent().clientOrderId();
    open.remove(id);
    OpenOrder other = open.get(order.pair);
    if (other != null) {
      other.over = true;
      other.decision =
          JournalFixture.resized(other.decision, other.intent().quantity() - order.filled);
    }
    for (OpenOrder next : open.values()) {
      if (next.waits && next.intent().replaced().orElseThrow().order().clientOrderId().equals(id)) {
        next.begin(order);
      }
    }
  }

  private Optional<ExecutionReport> half(OpenOrder order) {
    long half = order.fillable(price(order)) / 2;
    if (half == 0) {
      return Optional.empty();
    }
    trades(order, half);
    return Optional.of(journal.fill(order.decision, half, price(order), order.filled));
  }

  /** What the rest of the amount buys now. */
  private ExecutionReport spendRest(OpenOrder order) {
    long price = price(order);
    long rest = order.fillable(price);
    if (rest == 0) {
      return end(order, ExecutionType.EXPIRED);
    }
    trades(order, rest);
    order.complete = true;
    gone(order);
    return journal.complete(order.decision, rest, price, order.filled);
  }

  /** The fee of a purchase may be kept in what was bought. */
  private ExecutionReport fillRest(OpenOrder order, boolean feeInBase) {
    if (order.intent().byAmount()) {
      return spendRest(order);
    }
    long rest = order.rest();
    trades(order, rest);
    gone(order);
    long all = order.intent().quantity();
    if (feeInBase && order.intent().side() == Side.BUY) {
      String fee = Fixed8.format(rest / 1_000);
      String base = order.decision.instrument().split("[:/]")[1];
      return journal.fillWithFee(order.decision, rest, price(order), all, fee, base);
    }
    return journal.fill(order.decision, rest, price(order), all);
  }

  private void trades(OpenOrder order, long quantity) {
    order.filled += quantity;
    order.spent +=
        order.intent().byAmount() ? Fixed8.multiply(quantity, price(order), RoundingMode.DOWN) : 0;
    if (open.containsKey(order.pair)) {
      open.get(order.pair).over = true;
    }
  }

  private long price(OpenOrder order) {
    return order.intent().limitPrice() == 0
        ? prices.applyAsLong(order.decision.instrument())
        : order.intent().limitPrice();
  }

  /**
   * The next of the orders that are to be smaller is, unless it has ended or filled so much before.
   */
  Optional<ExecutionReport> amendNext() {
    while (!toAmend.isEmpty()) {
      Decision decision = toAmend.poll();
      OpenOrder order = open.get(decision.amended().orElseThrow().clientOrderId());
      long smaller = decision.workQuantity();
      if (order != null && smaller > order.filled && smaller < order.intent().quantity()) {
        order.decision = JournalFixture.resized(order.decision, smaller);
        return Optional.of(journal.amended(order.decision, decision.sequence(), smaller));
      }
    }
    return Optional.empty();
  }

  /** The next of the orders that are to be cancelled is, unless it has ended before. */
  Optional<ExecutionReport> cancelNext() {
    while (!toCancel.isEmpty()) {
      OpenOrder order = open.get(toCancel.poll());
      if (order != null) {
        return Optional.of(end(order, ExecutionType.CANCELED));
      }
    }
    return Optional.empty();
  }

  /** The rest of the oldest order fills. */
  Optional<ExecutionReport> fillNext() {
    return open.values().stream()
        .filter(order -> !order.waits)
        .findFirst()
        .map(
            order ->
                order.refused
                    ? end(order, ExecutionType.NOT_PLACED)
                    : order.over ? end(order, ExecutionType.EXPIRED) : fillRest(order, false));
  }

  /** The oldest order ends. */
  Optional<ExecutionReport> endNext() {
    return List.copyOf(open.values()).stream()
        .findFirst()
        .map(order -> end(order, ExecutionType.CANCELED));
  }
}
