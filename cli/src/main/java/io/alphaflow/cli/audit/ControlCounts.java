package io.alphaflow.cli.audit;

import io.alphaflow.common.model.Decision;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each rule was looked at, what came of it, and how near an order came to its limit. */
final class ControlCounts {

  /** Of one rule. */
  static final class Count {
    private long kept;
    private long broken;
    private long notAsked;

    /** Orders that keep it. */
    long kept() {
      return kept;
    }

    /** Orders that break it. */
    long broken() {
      return broken;
    }

    /** Orders of which there was nothing to look at. */
    long notAsked() {
      return notAsked;
    }

    /** Orders of which it was looked at. */
    long asked() {
      return kept + broken;
    }
  }

  /** What a nearest approach is of. */
  record Place(DecisionCode code, String account) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int first = code.compareTo(other.code);
      return first != 0 ? first : account.compareTo(other.account);
    }
  }

  /** The order that came nearest to a limit. */
  record Nearest(BigDecimal share, Check check, Decision decision) {}

  private final Map<DecisionCode, Count> counts = new EnumMap<>(DecisionCode.class);
  private final SortedMap<Place, Nearest> nearest = new TreeMap<>();

  /** What one order was looked at for. */
  void add(Iterable<Check> checks, Decision decision) {
    for (Check check : checks) {
      Count count = of(check.code());
      if (!check.isAsked()) {
        count.notAsked++;
      } else if (check.kept()) {
        count.kept++;
      } else {
        count.broken++;
      }
      Nearness.of(check)
          .ifPresent(
              share ->
                  nearest.merge(
                      new Place(check.code(), decision.account()),
                      new Nearest(share, check, decision),
                      (a, b) -> b.share().compareTo(a.share()) > 0 ? b : a));
    }
  }

  Count of(DecisionCode code) {
    return counts.computeIfAbsent(code, c -> new Count());
  }

  SortedMap<Place, Nearest> nearest() {
    return nearest;
  }
}
