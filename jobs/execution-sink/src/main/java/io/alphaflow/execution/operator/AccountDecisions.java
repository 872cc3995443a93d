package io.alphaflow.execution.operator;

import io.alphaflow.common.state.HighWater;

/** Which decisions of an account were routed. */
final class AccountDecisions {

  private static final String DECISIONS = "decisions";

  private final HighWater seen = new HighWater();

  HighWater.Verdict observe(long sequence, int contentHash) {
    return seen.observe(DECISIONS, sequence, contentHash);
  }

  long last() {
    return seen.last(DECISIONS);
  }
}
