package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.ArrayList;
import java.util.List;
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
   */
  public record Check(DecisionCode code, boolean kept, String limit, String observed) {}

  private final boolean explain;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();

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

  /** A rule that is broken. */
  public void add(Violation violation) {
    violations.add(violation);
  }

  /** What is broken, in the order in which it was found. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Whether nothing is broken. */
  public boolean areKept() {
    return violations.isEmpty();
  }

  /** Everything that was looked at; empty unless for an explanation. */
  public List<Check> checks() {
    return List.copyOf(checks);
  }
}
