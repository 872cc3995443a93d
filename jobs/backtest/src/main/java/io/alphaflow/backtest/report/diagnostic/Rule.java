package io.alphaflow.backtest.report.diagnostic;

import java.util.Optional;

/** Looks for one thing. */
@FunctionalInterface
interface Rule {

  /** What it found; empty when all is well, or cannot be told. */
  Optional<Finding> check(Evidence evidence);
}
