package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.amount;
import static io.alphaflow.archive.Samples.sample;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.topic.Topics;
import java.util.List;

/** A pair of orders of which one cancels the other: it is made smaller, then the stop is filled. */
final class PairSamples {

  private static final String FIRST = "t-main-7";
  private static final String STOP = "t-main-7-s";

  private PairSamples() {}

  static List<Sample> all() {
    return List.of(
        sample(Topics.DECISIONS, 0, decision()),
        sample(Topics.DECISIONS, 0, amendment()),
        sample(Topics.JOURNAL, 1, report(FIRST, 1, ExecutionType.ACCEPTED)),
        sample(Topics.JOURNAL, 1, report(STOP, 1, ExecutionType.FILL)),
        sample(Topics.JOURNAL, 1, report(FIRST, 2, ExecutionType.CANCELED)));
  }

  private static Decision decision() {
    OrderIntent pair =
        new OrderIntent(
                FIRST,
                Side.SELL,
                OrderType.LIMIT_MAKER,
                TimeInForce.GTC,
                amount("1.5"),
                amount("810"))
            .with(new StopLeg(amount("790"), amount("789.5")));
    return Samples.approved(7, pair);
  }

  private static Decision amendment() {
    Decision like = Samples.decision(8, false);
    return new Decision(
        like.account(),
        like.sequence(),
        like.journalPartition(),
        like.journalOffset(),
        like.time(),
        like.strategy(),
        like.instrument(),
        like.signalOrigin(),
        like.signalSequence(),
        like.triggerTradeId(),
        Outcome.AMEND,
        null,
        List.of(),
        like.inputs(),
        List.of(),
        List.of(),
        List.of(new CancelTarget(FIRST, like.strategy(), 7, Side.SELL, amount("1.5"))),
        amount("1.25"));
  }

  private static ExecutionReport report(String order, long sequence, ExecutionType type) {
    boolean fill = type == ExecutionType.FILL;
    return new ExecutionReport(
        "main",
        "cross-1",
        Samples.INSTRUMENT,
        order,
        7,
        sequence,
        type,
        Side.SELL,
        amount("1.5"),
        "v1",
        fill ? 501 : 0,
        fill ? amount("1.5") : 0,
        fill ? amount("789.6") : 0,
        fill ? amount("1.5") : 0,
        fill ? amount("0.6") : 0,
        fill ? "USD" : "",
        false,
        type != ExecutionType.ACCEPTED,
        Samples.START + sequence,
        "");
  }
}
