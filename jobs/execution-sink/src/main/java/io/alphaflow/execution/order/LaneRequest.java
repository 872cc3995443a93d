package io.alphaflow.execution.order;

/** What a decision asks the lane of its account to do. */
public sealed interface LaneRequest permits OrderRequest, CancelRequest, AmendRequest {

  /** Our name of the account. */
  String account();

  /** Logical time of the decision, epoch microseconds UTC. */
  long decisionTime();

  /** When the decision was written to the log, wall clock, epoch milliseconds UTC. */
  long writtenAt();
}
