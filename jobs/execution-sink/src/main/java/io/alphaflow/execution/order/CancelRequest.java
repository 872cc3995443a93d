package io.alphaflow.execution.order;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import java.util.List;
import java.util.Optional;

/**
 * Orders that shall work no longer.
 *
 * @param account our name of the account
 * @param instrument {@code venue:BASE/QUOTE}
 * @param decision sequence of the decision that wants it
 * @param decisionTime logical time of that decision, epoch microseconds UTC
 * @param clientOrderIds our ids of the orders
 * @param targets what the gate remembers of those that it approved
 * @param writtenAt when the decision was written to the log, wall clock, epoch milliseconds UTC
 */
public record CancelRequest(
    String account,
    String instrument,
    long decision,
    long decisionTime,
    List<String> clientOrderIds,
    List<CancelTarget> targets,
    long writtenAt)
    implements LaneRequest {

  /** What the gate remembers of one of them; nothing when it did not approve it. */
  public Optional<CancelTarget> target(String clientOrderId) {
    return targets.stream().filter(t -> t.clientOrderId().equals(clientOrderId)).findFirst();
  }

  /** The wish of a decision to cancel. */
  public static CancelRequest of(Decision decision, long writtenAt) {
    return new CancelRequest(
        decision.account(),
        decision.instrument(),
        decision.sequence(),
        decision.time(),
        decision.cancels(),
        decision.targets(),
        writtenAt);
  }
}
