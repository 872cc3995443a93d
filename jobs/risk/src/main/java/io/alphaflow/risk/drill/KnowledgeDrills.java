package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.FailClosed;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Drills of C20: nothing is approved on what is not known. */
final class KnowledgeDrills {

  private static final long ONE = Fixed8.ONE;
  private static final long START = Rehearsal.START;
  private static final String ALWAYS = "always";

  private final DrillDesk desk;
  private final Subject subject;
  private final RiskOptions options;

  KnowledgeDrills(DrillDesk desk) {
    this.desk = desk;
    this.subject = desk.anyone();
    this.options = desk.bare(subject);
  }

  List<Drill> all() {
    List<Drill> drills = new ArrayList<>(missingLimits());
    drills.add(
        rejects(
            DecisionCode.ACCOUNT_NOT_CONFIGURED,
            "accounts",
            r -> {
              r.open();
              r.order(Want.buy(1).from(stranger()));
            }));
    drills.add(
        rejects(
            DecisionCode.ACCOUNT_NOT_OPEN,
            "balances of the venue",
            r -> {
              r.instrument(subject.instrument());
              r.mark(ONE, START);
              r.buy(1);
            }));
    drills.add(
        rejects(
            DecisionCode.UNKNOWN_INSTRUMENT,
            "rules of the venue",
            r -> {
              r.mark(ONE, START);
              r.account(Rehearsal.CASH, 0);
              r.buy(1);
            }));
    drills.add(
        rejects(
            DecisionCode.INSTRUMENT_NOT_TRADING,
            "rules of the venue",
            r -> {
              r.open();
              r.buy(1);
              r.instrument(subject.instrument(), 1, 1, 0, 0, false);
              r.buy(1);
            }));
    drills.add(
        rejects(
            DecisionCode.NO_MARK,
            "a price",
            r -> {
              r.instrument(subject.instrument());
              r.account(Rehearsal.CASH, 0);
              r.buy(1);
            }));
    drills.add(rejects(DecisionCode.NOT_VALUED, "the account's currency", this::otherCurrency));
    drills.add(rejects(DecisionCode.UNKNOWN_ORDER, "own orders", this::foreignOrder));
    return drills;
  }

  private Drill rejects(DecisionCode code, String limit, Consumer<Rehearsal> journal) {
    return Drill.rejects(code, FailClosed.class, limit, ALWAYS, options, subject, journal);
  }

  /** Limits that an account of the desk lacks; when none does, one is taken away. */
  private List<Drill> missingLimits() {
    LimitBook book = new LimitBook(desk.configured().limits(), new LimitBook.State());
    List<Drill> drills = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      desk.configured().currencies().keySet().stream()
          .map(account -> desk.subject(account, Level.DESK))
          .filter(s -> !isConfigured(book, s, limit))
          .findFirst()
          .ifPresent(
              s -> drills.add(missing(limit, s, "not configured for account " + s.account())));
    }
    if (drills.isEmpty()) {
      drills.add(missing(Limit.MAX_ORDER_VALUE, subject, "taken away for the drill"));
    }
    return drills;
  }

  private static boolean isConfigured(LimitBook book, Subject subject, Limit limit) {
    return book.limits(subject.account(), subject.strategy(), subject.instrument())
        .isConfigured(limit);
  }

  private Drill missing(Limit limit, Subject of, String why) {
    return Drill.rejects(
        DecisionCode.LIMIT_NOT_CONFIGURED,
        FailClosed.class,
        limit.key(),
        why,
        desk.without(of, limit),
        of,
        r -> {
          r.open();
          r.buy(1);
        });
  }

  /** An account in the same partition that the configuration does not have. */
  private String stranger() {
    int partitions = options.journalPartitions();
    return Stream.iterate(1, i -> i + 1)
        .map(i -> "stranger-" + i)
        .filter(s -> Partitions.of(s, partitions) == Partitions.of(subject.account(), partitions))
        .filter(s -> !s.equals(subject.account()))
        .findFirst()
        .orElseThrow();
  }

  /** The price is in something that the account has, but does not count in. */
  private void otherCurrency(Rehearsal r) {
    String currency = subject.currency() + "2";
    String foreign = new InstrumentId("drill", subject.base(), currency).toString();
    r.instrument(foreign);
    r.mark(foreign, ONE, START);
    r.account(Map.of(subject.currency(), Rehearsal.CASH, currency, ONE));
    r.order(Want.buy(1).of(foreign));
  }

  /** An order of the account that somebody else placed. */
  private void foreignOrder(Rehearsal r) {
    r.open();
    Decision known = r.buy(1);
    r.read(Reports.accepted(known, "by-hand"));
    r.buy(1);
  }
}
