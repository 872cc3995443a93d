package io.alphaflow.cli.whatif;

import io.alphaflow.cli.Micros;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What would have been different, for a person. */
final class WhatIfText {

  private static final int SHOWN = 20;

  private WhatIfText() {}

  static List<String> of(WhatIf result) {
    List<String> lines = new ArrayList<>();
    lines.add("Run again under the change: " + result.period());
    if (result.isEmpty()) {
      lines.add("%d decisions, nothing would have been different".formatted(result.decisions()));
      return lines;
    }
    lines.add(
        "%d decisions: %d orders blocked, %d added, %d altered, %d not asked for any more"
            .formatted(
                result.decisions(),
                result.count(OrderChange.Kind.BLOCKED),
                result.count(OrderChange.Kind.ADDED),
                result.count(OrderChange.Kind.ALTERED),
                result.count(OrderChange.Kind.GONE)));
    if (result.newSignals() > 0) {
      lines.add(result.newSignals() + " signals of strategies that were not made before");
    }
    if (result.otherReasons() > 0) {
      lines.add(result.otherReasons() + " signals without an order as before, for other reasons");
    }
    codes(result).forEach((code, count) -> lines.add("  blocked by %s: %d".formatted(code, count)));
    lines.add("");
    result.changes().stream().limit(SHOWN).map(WhatIfText::line).forEach(lines::add);
    if (result.changes().size() > SHOWN) {
      lines.add("  … and %d more; --json has all".formatted(result.changes().size() - SHOWN));
    }
    lines.add("");
    result.effects().forEach((account, effect) -> lines.add(line(account, effect)));
    lines.add(note(result));
    return lines;
  }

  /** How often each code blocked an order; one order may have several. */
  static Map<String, Long> codes(WhatIf result) {
    return result.changes().stream()
        .filter(change -> change.kind() == OrderChange.Kind.BLOCKED)
        .flatMap(change -> change.violations().stream())
        .collect(Collectors.groupingBy(Violation::code, TreeMap::new, Collectors.counting()));
  }

  private static String line(OrderChange change) {
    Decision decision = change.decision();
    String what =
        switch (change.kind()) {
          case BLOCKED -> orders(change.recorded().get()) + "; " + reasons(change.violations());
          case ADDED ->
              orders(change.now().get())
                  + change
                      .recorded()
                      .map(recorded -> "; was " + reasons(recorded.violations()))
                      .orElse("; was not asked for");
          case ALTERED ->
              orders(change.recorded().get()) + "; would be " + orders(change.now().get());
          case GONE -> orders(change.recorded().get());
        };
    return "  %-8s %s %s/%d %s %s: %s"
        .formatted(
            change.kind().name().toLowerCase(Locale.ROOT),
            Micros.iso(decision.time()),
            decision.account(),
            decision.sequence(),
            decision.strategy(),
            decision.instrument(),
            what);
  }

  private static String orders(Decision decision) {
    if (decision.outcome() == Outcome.WORKING) {
      return Fixed8.format(decision.workQuantity()) + " worked in parts";
    }
    return decision.order().legs().stream()
        .map(WhatIfText::order)
        .collect(Collectors.joining(" with "));
  }

  private static String order(OrderIntent order) {
    return "%s %s %s%s%s"
        .formatted(
            order.orderType(),
            order.side(),
            Fixed8.format(order.quantity()),
            order.quoteAmount() == 0 ? "" : " at most, for " + Fixed8.format(order.quoteAmount()),
            order.limitPrice() == 0 ? "" : " at " + Fixed8.format(order.limitPrice()));
  }

  private static String reasons(List<Violation> violations) {
    return violations.stream()
        .map(v -> "%s (limit %s, observed %s)".formatted(v.code(), v.limit(), v.observed()))
        .collect(Collectors.joining(", "));
  }

  private static String line(String account, Books.Effect effect) {
    return "P&L of %s: %s %s as recorded, %s under the change, difference %s"
        .formatted(
            account,
            Fixed8.format(effect.recorded()),
            effect.currency(),
            Fixed8.format(effect.changed()),
            Fixed8.format(effect.difference()));
  }

  private static String note(WhatIf result) {
    return result.simulatedOrders() == 0
        ? "No fill is simulated: every order that is left was sent, and is filled as it was."
        : ("Fills of %d orders that were never sent are SIMULATED (%d fills; %s of market time to the"
                + " venue, one tick of spread, fees of %s of a fill); orders that stay are filled as they"
                + " were.")
            .formatted(
                result.simulatedOrders(),
                result.simulatedFills(),
                span(result.rules().entryLatency()),
                Fixed8.format(result.rules().takerFee()));
  }

  private static String span(long micros) {
    return micros < 1_000_000 ? micros / 1_000 + " ms" : micros / 1_000_000 + " s";
  }
}
