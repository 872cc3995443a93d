package io.alphaflow.cli.parity;

import io.alphaflow.cli.rerun.OrderTerms;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Explains what the desk and the backtest have otherwise, by the numbers that stand in both: the
 * inputs of a decision, the prices that were traded between two fills. An explanation says that the
 * numbers differ which a decision depends on, not that no other reason could have led to it.
 */
final class Explanations {

  /** Codes behind which a person or a circuit breaker stands. */
  private static final Set<String> INTERVENTIONS =
      Set.of(
          "ORDER_VELOCITY",
          "REPEATED_EXECUTION",
          "REJECT_STORM",
          "LOSING_STREAK",
          "PRICE_SHOCK",
          "NOT_ARMED",
          "HALTED",
          "REDUCE_ONLY",
          "DEAD_MAN",
          "RECONCILIATION");

  /** Codes that depend on when orders before were sent and what became of them. */
  private static final Set<String> OF_ORDERS_BEFORE =
      Set.of(
          "DUPLICATE_ORDER",
          "SELF_TRADE",
          "ORDER_RATE",
          "STRATEGY_ORDER_RATE",
          "ACCOUNT_ORDER_RATE",
          "DESK_ORDER_RATE",
          "ORDER_TO_FILL");

  /** How far a fill may lie beside what was traded: the spread, on both sides. */
  private static final long SPREADS = 2_000;

  private final Recording recording;
  private final Composite backtest;
  private final boolean grows;
  private boolean differedBefore;

  /**
   * Of one account.
   *
   * @param grows whether the desk may be writing on: an order that has not ended may be under way
   */
  Explanations(Recording recording, Composite backtest, boolean grows) {
    this.grows = grows;
    this.recording = recording;
    this.backtest = backtest;
  }

  /** How a decision differs; empty when it does not. */
  Optional<Unlike> decision(String where, Optional<Decision> desk, Optional<Decision> ours) {
    if (desk.isPresent() && ours.isPresent() && isSame(desk.get(), ours.get())) {
      return Optional.empty();
    }
    Why why;
    String evidence = "";
    if (desk.isEmpty() || ours.isEmpty()) {
      boolean ofStrategy =
          desk.or(() -> ours).orElseThrow().signalOrigin() == SignalOrigin.STRATEGY;
      boolean ofPerson = desk.filter(d -> d.signalOrigin() == SignalOrigin.COMMAND).isPresent();
      why = ofPerson ? Why.INTERVENTION : ofStrategy ? Why.UNEXPLAINED : Why.MISSING;
    } else if (isStopped(desk.get())) {
      why = Why.INTERVENTION;
    } else if (differedBefore && OF_ORDERS_BEFORE.containsAll(otherCodes(desk.get(), ours.get()))) {
      why = Why.ORDERS_BEFORE;
      evidence = String.join(", ", otherCodes(desk.get(), ours.get()));
    } else {
      List<String> numbers = new ArrayList<>();
      why = inputs(desk.get(), ours.get(), numbers);
      evidence = String.join(", ", numbers);
    }
    differedBefore = true;
    return Optional.of(
        new Unlike(
            Unlike.What.DECISION,
            why,
            where,
            ParityCheck.told(desk),
            ParityCheck.told(ours),
            evidence));
  }

  private static boolean isSame(Decision desk, Decision ours) {
    return desk.outcome() == ours.outcome()
        && desk.workQuantity() == ours.workQuantity()
        && codes(desk).equals(codes(ours))
        && OrderTerms.of(desk).equals(OrderTerms.of(ours));
  }

  private static List<String> codes(Decision decision) {
    return decision.violations().stream().map(Violation::code).toList();
  }

  /** Codes of one of them only; of none when the orders differ, not the codes. */
  private static Set<String> otherCodes(Decision desk, Decision ours) {
    Set<String> others = new TreeSet<>(codes(desk));
    codes(ours).forEach(code -> xor(others, code));
    return others.isEmpty() ? Set.of("none") : others;
  }

  private static void xor(Set<String> others, String code) {
    if (!others.remove(code)) {
      others.add(code);
    }
  }

  private static boolean isStopped(Decision desk) {
    return desk.violations().stream().anyMatch(v -> INTERVENTIONS.contains(v.code()));
  }

  /** What a decision depends on, the nearest first; the mark is what the sizes follow from. */
  private static Why inputs(Decision desk, Decision ours, List<String> numbers) {
    DecisionInputs a = desk.inputs();
    DecisionInputs b = ours.inputs();
    if (a.limitsVersion() != b.limitsVersion()) {
      numbers.add("limits version " + a.limitsVersion() + " and " + b.limitsVersion());
      return Why.INTERVENTION;
    }
    different("position", a.position(), b.position(), numbers);
    different("working buys", a.workingBuys(), b.workingBuys(), numbers);
    different("working sells", a.workingSells(), b.workingSells(), numbers);
    different("sold for it before", a.soldForStrategy(), b.soldForStrategy(), numbers);
    if (!numbers.isEmpty()) {
      return Why.POSITION;
    }
    different("mark", a.mark(), b.mark(), numbers);
    if (desk.time() != ours.time()) {
      numbers.add("%s s apart".formatted(seconds(desk.time() - ours.time())));
    }
    if (!numbers.isEmpty()) {
      return Why.MOMENT;
    }
    different("free money", a.freeQuote(), b.freeQuote(), numbers);
    different("equity", a.equity(), b.equity(), numbers);
    different("exposure", a.exposure(), b.exposure(), numbers);
    return numbers.isEmpty() ? Why.UNEXPLAINED : Why.MONEY;
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }

  private static void different(String name, long desk, long ours, List<String> numbers) {
    if (desk != ours) {
      numbers.add("%s %s and %s".formatted(name, Fixed8.format(desk), Fixed8.format(ours)));
    }
  }

  /**
   * How what was traded of an order differs; empty when it does not.
   *
   * @param otherwise whether it was decided otherwise
   */
  Optional<Unlike> fills(
      String where, Optional<Decision> desk, Optional<Decision> ours, boolean otherwise) {
    List<OrderFills> theirs = fills(desk, true);
    List<OrderFills> made = fills(ours, false);
    if (!otherwise && areLike(theirs, made)) {
      return Optional.empty();
    }
    if (otherwise) {
      return Optional.of(unlike(where, Why.DECISION, theirs, made, ""));
    }
    for (int leg = 0; leg < theirs.size(); leg++) {
      if (theirs.get(leg).quantity() != made.get(leg).quantity()) {
        boolean waits = desk.get().order().orderType() != OrderType.MARKET;
        boolean refused = !theirs.get(leg).refusal().isEmpty();
        boolean late =
            grows && !theirs.get(leg).ended()
                || backtest.endsBeforeArrival(Math.min(desk.get().time(), ours.get().time()));
        Why why = late ? Why.END : waits ? Why.FILL_MODEL : refused ? Why.MISSING : Why.UNEXPLAINED;
        return Optional.of(unlike(where, why, theirs, made, ""));
      }
    }
    return Optional.of(priced(where, desk.get(), ours.get(), theirs, made));
  }

  private List<OrderFills> fills(Optional<Decision> decision, boolean ofDesk) {
    return decision
        .flatMap(Decision::approvedOrder)
        .map(OrderIntent::legs)
        .orElse(List.of())
        .stream()
        .map(OrderIntent::clientOrderId)
        .map(id -> OrderFills.of(ofDesk ? recording.reports(id) : backtest.reports(id)))
        .toList();
  }

  private static boolean areLike(List<OrderFills> theirs, List<OrderFills> made) {
    if (theirs.size() != made.size()) {
      return false;
    }
    for (int leg = 0; leg < theirs.size(); leg++) {
      if (!theirs.get(leg).isLike(made.get(leg))) {
        return false;
      }
    }
    return true;
  }

  /** The same quantity at another price: it must have been traded between both. */
  private Unlike priced(
      String where, Decision desk, Decision ours, List<OrderFills> theirs, List<OrderFills> made) {
    long from = Math.min(desk.time(), ours.time());
    long to = from;
    for (int leg = 0; leg < theirs.size(); leg++) {
      to = Math.max(to, Math.max(theirs.get(leg).last(), made.get(leg).last()));
    }
    Optional<TradedPrices.Range> traded = backtest.traded(desk.instrument(), from, to);
    boolean within = traded.isPresent() && areIn(traded.get(), theirs) && areIn(traded.get(), made);
    String evidence =
        traded
            .map(
                range ->
                    "filled %s s apart; %s to %s were traded"
                        .formatted(
                            seconds(theirs.get(0).first() - made.get(0).first()),
                            Fixed8.format(range.low()),
                            Fixed8.format(range.high())))
            .orElse("nothing was traded meanwhile");
    return unlike(where, within ? Why.LATENCY : Why.UNEXPLAINED, theirs, made, evidence);
  }

  private static boolean areIn(TradedPrices.Range range, Collection<OrderFills> all) {
    long tolerance = Math.max(range.high() / SPREADS, 1);
    return all.stream().allMatch(f -> f.quantity() == 0 || range.includes(f.price(), tolerance));
  }

  private Unlike unlike(
      String where, Why why, List<OrderFills> theirs, List<OrderFills> made, String evidence) {
    differedBefore = true;
    return new Unlike(Unlike.What.FILL, why, where, told(theirs), told(made), evidence);
  }

  private static String told(List<OrderFills> fills) {
    return fills.isEmpty()
        ? "no order"
        : String.join(" with ", fills.stream().map(OrderFills::toString).toList());
  }
}
