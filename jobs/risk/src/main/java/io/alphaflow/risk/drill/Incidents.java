package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.limit.Limits;
import java.util.List;

/**
 * Three public incidents as journals, read by a gate with all limits and breakers of a desk. Orders
 * are a tenth of what one order may be. Only permissions and trading hours are left out: they would
 * stop what is made up at the first order.
 */
public final class Incidents {

  private static final long SECOND = 1_000_000;
  private static final long START = Rehearsal.START;

  private final Rehearsal r;
  private final long size;
  private long time = START;
  private int orders;
  private int approved;
  private int last;
  private int first;
  private List<String> codes = List.of();

  private Incidents(RiskOptions desk) {
    DrillPeople people = new DrillPeople();
    DrillDesk drilled = new DrillDesk(desk, people);
    Subject subject = subject(drilled);
    this.r = new Rehearsal(drilled.whole(subject), Controls.ALL, subject, people);
    this.size = size(desk, subject);
  }

  /** An account, and an instrument that the limits name if they do: some stand only there. */
  private static Subject subject(DrillDesk desk) {
    Level named =
        desk.configured().limits().byLevel().keySet().stream()
            .map(key -> Level.instrument(Level.parse(key).instrument()))
            .filter(level -> !level.equals(Level.DESK))
            .findFirst()
            .orElse(Level.DESK);
    return desk.subject(desk.anyone().account(), named);
  }

  /** A tenth of what one order may be, at most 100. */
  private static long size(RiskOptions desk, Subject subject) {
    Limits limits =
        new LimitBook(desk.limits(), new LimitBook.State())
            .limits(subject.account(), subject.strategy(), subject.instrument());
    long most = Fixed8.of(1_000);
    for (Limit limit : List.of(Limit.MAX_ORDER_VALUE, Limit.MAX_ORDER_QUANTITY)) {
      most = Math.min(most, limits.get(limit).map(LimitValue::amount).orElse(most));
    }
    return Math.max(1, most / 10);
  }

  /** All of them. */
  public static List<IncidentResult> run(RiskOptions desk) {
    return List.of(
        new Incidents(desk).knight(),
        new Incidents(desk).liquidation(),
        new Incidents(desk).duplicates());
  }

  /**
   * Knight Capital, 1 August 2012: a router forgot that its parent orders were filled, and sent
   * children for them without end, four million in 45 minutes. Here 10,000 purchases, one each
   * millisecond, none equal to another; all that are approved fill at once.
   */
  private IncidentResult knight() {
    r.open();
    for (int child = 0; child < 10_000; child++) {
      pass(SECOND / 1_000);
      Decision order = order(Want.buy(size + child).at(0));
      if (order.outcome() == Outcome.APPROVED) {
        r.fill(order, 0);
      }
    }
    return result("Knight 2012: children without bound");
  }

  /**
   * A position is sold, and the report of the fill is lost. Who liquidates it sees it still there,
   * and sells it again every five seconds. The venue states each minute that there is nothing left.
   */
  private IncidentResult liquidation() {
    r.open(Rehearsal.CASH, size);
    for (int attempt = 0; attempt < 1_000; attempt++) {
      pass(5 * SECOND);
      order(Want.sell(size));
      if (attempt % 12 == 11) {
        r.account(Rehearsal.CASH, 0);
      }
    }
    return result("liquidation loop after a lost fill");
  }

  /** A stop sells a tenth of a position, and the same again every five seconds; each fills. */
  private IncidentResult duplicates() {
    r.open(Rehearsal.CASH, Math.multiplyExact(1_000, size));
    for (int attempt = 0; attempt < 1_000; attempt++) {
      pass(5 * SECOND);
      Decision order = order(Want.sell(size));
      if (order.outcome() == Outcome.APPROVED) {
        r.fill(order, 0);
      }
    }
    return result("duplicate stop every 5 s");
  }

  private void pass(long micros) {
    time += micros;
    r.mark(Fixed8.ONE, time);
    r.clock(time);
  }

  private Decision order(Want want) {
    Decision decision = r.order(want);
    orders++;
    if (decision.outcome() == Outcome.APPROVED) {
      approved++;
      last = orders;
    } else if (first == 0) {
      first = orders;
      codes = decision.violations().stream().map(Violation::code).distinct().toList();
    }
    return decision;
  }

  private IncidentResult result(String name) {
    return new IncidentResult(name, first, codes, orders, approved, last);
  }
}
