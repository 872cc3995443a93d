package io.alphaflow.execution.operator;

import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.lane.ExchangeLane;
import io.alphaflow.execution.order.AmendRequest;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Lets each decision that approves, cancels or makes smaller through once, as a request in a side
 * output; the main output is empty. All take one way, so that a cancel comes after the order that
 * it is about.
 *
 * <p>Key: account (the record's key). State: the last decision's sequence and a hash of it. Timers:
 * none. Repeated decisions are dropped; one that was lost on the way is alerted; the same sequence
 * with other content is alerted and never traded on. Deterministic: the order of an account's
 * decisions is the order of their partition.
 */
@KeptState(
    type = AccountDecisions.class,
    key = "account",
    bound = "constant: number and hash of the last decision")
public final class OrderRouter
    extends KeyedStateOperator<String, RawRecord, LaneInput, AccountDecisions> {

  private static final long serialVersionUID = 1L;

  /** For the branch that talks to the venue. */
  public static final OutputTag<LaneInput> REQUESTS =
      new OutputTag<>("requests", TypeInformation.of(LaneInput.class));

  private static final StateCodec<AccountDecisions> STATE =
      new StateCodec<>(AccountDecisions.class);
  private static final RecordCodec<Decision> CODEC = Topics.DECISIONS.codec();

  private final TreeSet<String> accounts;

  /** A router for the configured accounts. */
  public OrderRouter(Set<String> accounts) {
    this.accounts = new TreeSet<>(accounts);
  }

  @Override
  protected AccountDecisions create(String account) {
    return new AccountDecisions();
  }

  @Override
  protected byte[] encode(AccountDecisions decisions) {
    return STATE.encode(decisions);
  }

  @Override
  protected AccountDecisions decode(byte[] bytes) {
    return STATE.decode(bytes);
  }

  @Override
  protected void process(AccountDecisions seen, RawRecord in) {
    Decision decision;
    try {
      decision = CODEC.decode(in.value());
    } catch (CodecException e) {
      refuse(in, "NOT_A_DECISION", e.getMessage());
      return;
    }
    if (!in.key().equals(decision.account()) || !accounts.contains(decision.account())) {
      refuse(
          in,
          "UNKNOWN_ACCOUNT",
          "account \""
              + decision.account()
              + "\" with key \""
              + in.key()
              + "\"; expected equal names, one of "
              + accounts);
      return;
    }
    long last = seen.last();
    HighWater.Verdict verdict = seen.observe(decision.sequence(), Arrays.hashCode(in.value()));
    switch (verdict) {
      case NEXT -> route(decision, in);
      case GAP -> {
        alert(
            decision,
            "DECISION_GAP",
            "decision " + decision.sequence() + " follows " + last + ": others were lost");
        route(decision, in);
      }
      case CONFLICT ->
          alert(
              decision,
              "DECISION_CONFLICT",
              "decision " + decision.sequence() + " came again with other content, it is not used");
      case DUPLICATE -> LOG.debug("decision {} came again", decision.sequence());
    }
  }

  private void route(Decision decision, RawRecord in) {
    if (decision.outcome() == Outcome.APPROVED) {
      decision
          .approvedOrder()
          .ifPresentOrElse(
              order -> send(OrderRequest.of(decision, order, in.timestamp())),
              () -> refuse(in, "NO_ORDER", "the decision is approved and has no order"));
    } else if (decision.outcome() == Outcome.CANCEL) {
      if (decision.cancels().isEmpty()) {
        refuse(in, "NO_ORDER", "the decision cancels and names no order");
      } else {
        send(CancelRequest.of(decision, in.timestamp()));
      }
    } else if (decision.outcome() == Outcome.AMEND) {
      decision
          .amended()
          .ifPresentOrElse(
              order -> send(AmendRequest.of(decision, order, in.timestamp())),
              () -> refuse(in, "NO_ORDER", "the decision makes an order smaller and names none"));
    }
  }

  private void send(LaneRequest request) {
    emit(REQUESTS, LaneInput.of(request));
  }

  private void refuse(RawRecord in, String code, String reason) {
    emit(SideOutputs.DEAD_LETTERS, SideOutputs.deadLetter(ExchangeLane.SOURCE, in, code, reason));
  }

  private void alert(Decision decision, String code, String message) {
    emit(
        SideOutputs.ALERTS,
        new Alert(
            ExchangeLane.SOURCE,
            code + "/" + decision.id(),
            Severity.CRITICAL,
            code,
            decision.account(),
            decision.instrument(),
            decision.time(),
            message));
  }
}
