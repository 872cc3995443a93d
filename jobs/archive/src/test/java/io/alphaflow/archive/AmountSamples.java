package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.amount;
import static io.alphaflow.archive.Samples.sample;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.topic.Topics;
import java.util.List;

/** A purchase for 1000 USD, at the most 1.3 BTC, that buys 1.25. */
final class AmountSamples {

  private static final String ORDER = "t-main-9";

  private AmountSamples() {}

  static List<Sample> all() {
    return List.of(
        sample(Topics.DECISIONS, 0, decision()),
        sample(Topics.JOURNAL, 1, report(1, amount("1.3"))),
        sample(Topics.JOURNAL, 1, report(2, amount("1.25"))));
  }

  private static Decision decision() {
    OrderIntent purchase =
        new OrderIntent(ORDER, Side.BUY, OrderType.MARKET, TimeInForce.GTC, amount("1.3"), 0)
            .spending(amount("1000"));
    return Samples.approved(9, purchase);
  }

  /** The report of the last fill says what it was for. */
  private static ExecutionReport report(long sequence, long quantity) {
    boolean fill = sequence == 2;
    return new ExecutionReport(
        "main",
        "cross-1",
        Samples.INSTRUMENT,
        ORDER,
        9,
        sequence,
        fill ? ExecutionType.FILL : ExecutionType.ACCEPTED,
        Side.BUY,
        quantity,
        "v9",
        fill ? 901 : 0,
        fill ? quantity : 0,
        fill ? amount("800") : 0,
        fill ? quantity : 0,
        fill ? amount("0.5") : 0,
        fill ? "USD" : "",
        false,
        fill,
        Samples.START + 9 + sequence,
        "");
  }
}
