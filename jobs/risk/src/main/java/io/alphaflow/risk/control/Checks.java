package io.alphaflow.risk.control;

import io.alphaflow.common.model.Reading;
import io.alphaflow.common.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the controls found: every rule that an order broke, and for an explanation also those that
 * it kept. Texts are only made when somebody will read them.
 */
public final class Checks {

  /**
   * A rule that was looked at.
   *
   * @param code the rule
   * @param kept whether the order keeps it
   * @param limit what is allowed
   * @param observed what was found
   * @param unasked why there was nothing to look at; empty when there was
   */
  public record Check(
      DecisionCode code, boolean kept, String limit, String observed, String unasked) {

    /** A rule that was looked at. */
    public Check(DecisionCode code, boolean kept, String limit, String observed) {
      this(code, kept, limit, observed, "");
    }

    /** A rule that has nothing to look at. */
    public static Check unasked(DecisionCode code, String why) {
      return new Check(code, true, "", "", why);
    }

    /** Whether there was something to look at. */
    public boolean isAsked() {
      return unasked.isEmpty();
    }
  }

  /** About as many as there are. */
  private static final int READINGS = 24;

  private final boolean explain;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>(READINGS);

  private Checks(boolean explain) {
    this.explain = explain;
  }

  /** Only notes what is broken. */
  public static Checks forDecision() {
    return new Checks(false);
  }

  /** Notes everything. */
  public static Checks forExplanation() {
    return new Checks(true);
  }

  /** A rule that was looked at, with limit and observed value in the same unit. */
  public void require(
      DecisionCode code, boolean kept, Supplier<String> limit, Supplier<String> observed) {
    if (!kept) {
      add(code.violation(limit.get(), observed.get()));
    }
    if (explain) {
      checks.add(new Check(code, kept, limit.get(), observed.get()));
    }
  }

  /** Keeps what was measured for a rule whose limit is the most; both of 1e-8. Never fails. */
  public void most(DecisionCode code, long limit, long observed, String unit) {
    read(new Reading(code.control(), code.name(), limit, observed, unit, null));
  }

  /** Keeps what was measured for a rule whose limit is the least; both of 1e-8. Never fails. */
  public void least(DecisionCode code, long limit, long observed, String unit) {
    read(new Reading(code.control(), code.name(), limit, observed, unit, true));
  }

  /**
   * What was measured, in the order in which it was. Of a pair both orders are: of each rule stands
   * what is nearer to the limit, or further beyond it.
   */
  public List<Reading> readings() {
    return readings;
  }

  private void read(Reading reading) {
    for (int i = 0; i < readings.size(); i++) {
      Reading before = readings.get(i);
      if (before.code().equals(reading.code())) {
        if (reading.isNearerThan(before)) {
          readings.set(i, reading);
        }
        return;
      }
    }
    readings.add(reading);
  }

  /** A rule that is broken. */
  public void add(Violation violation) {
    violations.add(violation);
  }

  /** What is broken, in the order in which it was found. */
  public List<Violation> violations() {
    // Of a pair both orders are asked: most of what is broken is the same of both.
    return violations.stream().distinct().toList();
  }

  /** Whether nothing is broken. */
  public boolean areKept() {
    return violations.isEmpty();
  }

  /**
   * Puts in the rules that nothing was said of, so that all are there, in the order of their
   * controls.
   */
  public void complete(Function<DecisionCode, Check> unasked) {
    List<Check> all = new ArrayList<>();
    for (DecisionCode code : DecisionCode.values()) {
      List<Check> said = checks.stream().filter(check -> check.code() == code).distinct().toList();
      all.addAll(said.isEmpty() ? unsaid(code, unasked) : said);
    }
    checks.clear();
    checks.addAll(all);
  }

  private List<Check> unsaid(DecisionCode code, Function<DecisionCode, Check> unasked) {
    List<Check> broken =
        violations.stream()
            .filter(violation -> violation.code().equals(code.name()))
            .map(violation -> new Check(code, false, violation.limit(), violation.observed()))
            .toList();
    return broken.isEmpty() ? List.of(unasked.apply(code)) : broken;
  }

  /** Everything that was looked at; empty unless for an explanation. */
  public List<Check> checks() {
    return List.copyOf(checks);
  }
}
