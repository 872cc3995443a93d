package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.amount;
import static io.alphaflow.archive.Samples.sample;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.topic.Topics;
import java.util.List;
import java.util.Map;

/** A parent of 3 in two slices, of which the first is filled and the second is rejected. */
final class ParentSamples {

  private ParentSamples() {}

  static List<Sample> all() {
    Decision filled = Samples.decision(1, true);
    Decision rejected = Samples.decision(3, false);
    return List.of(
        sample(Topics.JOURNAL, 1, Samples.signal().worked(new Execution.Twap(60_000_000, 2))),
        sample(Topics.DECISIONS, 0, decision(filled, 2, SignalOrigin.STRATEGY, 1, Outcome.WORKING)),
        sample(Topics.JOURNAL, 1, child(1)),
        sample(
            Topics.DECISIONS, 0, decision(filled, 1, SignalOrigin.ALGORITHM, 1, Outcome.APPROVED)),
        sample(Topics.JOURNAL, 1, Samples.report(1)),
        sample(Topics.JOURNAL, 1, Samples.report(2)),
        sample(Topics.JOURNAL, 1, Samples.report(3)),
        sample(Topics.JOURNAL, 1, child(2)),
        sample(
            Topics.DECISIONS,
            0,
            decision(rejected, 3, SignalOrigin.ALGORITHM, 2, Outcome.REJECTED)));
  }

  private static Signal child(long number) {
    Signal parent = Samples.signal();
    return new Signal(
        parent.strategy(),
        parent.account(),
        parent.instrument(),
        number,
        parent.time() + number,
        parent.side(),
        SizingMode.BASE_QUANTITY,
        amount("1.5"),
        parent.orderType(),
        0,
        1,
        parent.tag(),
        19,
        Map.of(),
        Protection.NONE,
        SignalOrigin.ALGORITHM,
        null,
        0,
        new Execution.Child(2, number),
        null);
  }

  private static Decision decision(
      Decision like, long sequence, SignalOrigin origin, long signal, Outcome outcome) {
    OrderIntent order = outcome == Outcome.APPROVED ? like.order() : null;
    return new Decision(
        like.account(),
        sequence,
        like.journalPartition(),
        like.journalOffset(),
        like.time(),
        like.strategy(),
        like.instrument(),
        origin,
        signal,
        like.triggerTradeId(),
        outcome,
        order,
        like.violations(),
        like.inputs(),
        List.of(),
        List.of(),
        List.of(),
        outcome == Outcome.WORKING ? amount("3") : 0);
  }
}
