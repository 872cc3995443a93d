package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.identity.SignalId;
import io.alphaflow.common.json.OptionalDecimal8;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gate's answer to one signal, with its evidence, or its wish to cancel orders. An approved
 * decision on the log is the durable intent to send its order.
 *
 * @param account the account
 * @param sequence counted from 1 for each account
 * @param journalPartition where the signal stood
 * @param journalOffset where the signal stood
 * @param time logical time of the partition, epoch microseconds UTC
 * @param strategy strategy instance of the signal
 * @param instrument {@code venue:BASE/QUOTE}
 * @param signalOrigin who counted the signal: with account, strategy, instrument and sequence its
 *     identity; of a cancellation that no signal asked for the gate
 * @param signalSequence what its origin counted, see {@link Signal#sequence}; 0 for a cancellation
 *     that no signal asked for
 * @param triggerTradeId trade that led to the signal, for tracing tick to order
 * @param outcome approved, rejected, a parent that is worked, or what is to happen to orders of
 *     before
 * @param order the order to send; null unless approved, see {@link #approvedOrder()}
 * @param violations every control that failed; empty when approved. Of a cancellation why it is
 *     wanted, unless a signal says so
 * @param inputs the numbers it was made with
 * @param overridden controls that failed and did not hold because of an override
 * @param cancels client order ids of the working orders to cancel, when the outcome is that
 * @param targets those of them that were approved here, as they were, or the one order that is to
 *     be smaller; see {@link CancelTarget}
 * @param workQuantity base quantity that the children of a parent may trade together, or that an
 *     order is to be for that is made smaller, units of 1e-8; 0 unless the outcome is one of those
 */
public record Decision(
    String account,
    long sequence,
    int journalPartition,
    long journalOffset,
    long time,
    String strategy,
    String instrument,
    SignalOrigin signalOrigin,
    long signalSequence,
    long triggerTradeId,
    Outcome outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) OrderIntent order,
    List<Violation> violations,
    DecisionInputs inputs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> overridden,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> cancels,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CancelTarget> targets,
    @OptionalDecimal8 long workQuantity) {

  /** Fills in what an older record lacks. */
  public Decision {
    signalOrigin = signalOrigin == null ? SignalOrigin.STRATEGY : signalOrigin;
    overridden = overridden == null ? List.of() : List.copyOf(overridden);
    cancels = cancels == null ? List.of() : List.copyOf(cancels);
    targets = targets == null ? List.of() : List.copyOf(targets);
  }

  /** A cancellation, or the answer to a signal that is no parent. */
  public Decision(
      String account,
      long sequence,
      int journalPartition,
      long journalOffset,
      long time,
      String strategy,
      String instrument,
      SignalOrigin signalOrigin,
      long signalSequence,
      long triggerTradeId,
      Outcome outcome,
      OrderIntent order,
      List<Violation> violations,
      DecisionInputs inputs,
      List<Violation> overridden,
      List<String> cancels,
      List<CancelTarget> targets) {
    this(
        account,
        sequence,
        journalPartition,
        journalOffset,
        time,
        strategy,
        instrument,
        signalOrigin,
        signalSequence,
        triggerTradeId,
        outcome,
        order,
        violations,
        inputs,
        overridden,
        cancels,
        targets,
        0);
  }

  /** The answer to a signal, nothing overridden. */
  public Decision(
      String account,
      long sequence,
      int journalPartition,
      long journalOffset,
      long time,
      String strategy,
      String instrument,
      SignalOrigin signalOrigin,
      long signalSequence,
      long triggerTradeId,
      Outcome outcome,
      OrderIntent order,
      List<Violation> violations,
      DecisionInputs inputs) {
    this(
        account,
        sequence,
        journalPartition,
        journalOffset,
        time,
        strategy,
        instrument,
        signalOrigin,
        signalSequence,
        triggerTradeId,
        outcome,
        order,
        violations,
        inputs,
        List.of(),
        List.of(),
        List.of());
  }

  /** A cancellation of which nothing is known but ids, or an answer with controls overridden. */
  public Decision(
      String account,
      long sequence,
      int journalPartition,
      long journalOffset,
      long time,
      String strategy,
      String instrument,
      SignalOrigin signalOrigin,
      long signalSequence,
      long triggerTradeId,
      Outcome outcome,
      OrderIntent order,
      List<Violation> violations,
      DecisionInputs inputs,
      List<Violation> overridden,
      List<String> cancels) {
    this(
        account,
        sequence,
        journalPartition,
        journalOffset,
        time,
        strategy,
        instrument,
        signalOrigin,
        signalSequence,
        triggerTradeId,
        outcome,
        order,
        violations,
        inputs,
        overridden,
        cancels,
        List.of());
  }

  /**
   * What may be traded by it, base: by its order, by all children of it, or by the order that it
   * makes smaller; 0 when nothing.
   */
  public long quantity() {
    return order == null ? workQuantity : order.quantity();
  }

  /** The order that is to be smaller, for {@link #workQuantity}; empty for other outcomes. */
  public Optional<CancelTarget> amended() {
    return outcome == Outcome.AMEND ? targets.stream().findFirst() : Optional.empty();
  }

  /** Its identity, {@code account/sequence}. */
  public String id() {
    return account + "/" + sequence;
  }

  /** The identity of its signal, or its own when no signal asked for it: what it is followed by. */
  public String correlation() {
    return signalSequence == 0
        ? id()
        : SignalId.of(strategy, account, instrument, signalOrigin, signalSequence);
  }

  /** Client order ids of the orders of before that it cancels, makes smaller or replaces. */
  public List<String> earlierOrders() {
    Stream<CancelTarget> changed =
        Stream.concat(
            amended().stream(),
            approvedOrder().flatMap(OrderIntent::replaced).map(Replaced::order).stream());
    return Stream.concat(cancels.stream(), changed.map(CancelTarget::clientOrderId)).toList();
  }

  /** The order, when there is one. */
  public Optional<OrderIntent> approvedOrder() {
    return Optional.ofNullable(order);
  }
}
